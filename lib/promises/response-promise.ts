import * as z from 'zod';
import { ALWAYS, addBusinessMinutes } from '../business-hours/business-hours.ts';
import type { Calendar } from '../business-hours/calendar-contract.ts';
import { firstTouchOf } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { isOpen } from '../leads/lead-status.ts';
import type { Timer } from '../timers/timer-entity.ts';
import { MISSED_PROMISES, type ResponsePromise } from './promise-contract.ts';

/** A promise with the id of the rule that gives it; none for what holds where no rule does. */
export type RulePromise = ResponsePromise & { readonly rule?: string | undefined };

/** What is kept in place of a rule where none gave the promise. */
const NO_RULE = 'otherwise';

const payloadSchema = z.object({
  step: z.enum(['soon', 'due']),
  rule: z.string(),
  minutes: z.number(),
  ifMissed: z.enum(MISSED_PROMISES),
  /** Whose promise it is; empty for a lead that nobody has. */
  ownerId: z.string(),
  /** When it is due, in ISO 8601: late timers have another time. */
  promisedBy: z.string(),
});

/** What a timer of a promise knows of it. */
export type PromiseTimer = z.output<typeof payloadSchema>;

/** Reads what a timer of a promise carries. */
export const promiseOfTimer = ({ payload }: Timer): PromiseTimer => payloadSchema.parse(payload);

const MINUTE = 60_000;

/** Somebody who is away for over a year promises by the clock on the wall: their lead is not to wait that long. */
const afterMinutes = (now: number, minutes: number, calendar: Calendar = ALWAYS): string =>
  new Date(addBusinessMinutes(now, minutes, calendar) ?? now + minutes * MINUTE).toISOString();

/** The timer that rings when a promise is due, or when its owner is to be reminded. */
export const timerOfPromise = (leadId: string, payload: PromiseTimer, dueAt: string): Timer => ({
  kind: 'promise',
  subjectId: leadId,
  dueAt,
  payload,
});

/**
 * The lead with the promise that its owner gives by a rule, and the timer of it. `keepTimer` sets that before the transaction of the lead, for one write unit: a timer without
 * its promise does nothing. `setTimer` sets it in the transaction, for two. `calendar` is the owner's, around the clock when they have none; `now`, in milliseconds, is the present.
 */
export const promiseFor = (
  lead: Lead,
  promise: RulePromise,
  calendar: Calendar | undefined,
  now: number,
): { lead: Lead; timer: Timer } => {
  const { minutes, remindMinutesBefore, rule = NO_RULE, ifMissed } = promise;
  const dueAt = afterMinutes(now, minutes, calendar);
  const step = remindMinutesBefore === undefined ? 'due' : 'soon';
  const payload: PromiseTimer = { step, rule, minutes, ifMissed, ownerId: lead.ownerId ?? '', promisedBy: dueAt };
  const rings = afterMinutes(now, minutes - (remindMinutesBefore ?? 0), calendar);
  return {
    lead: { ...lead, promise: { dueAt, rule } },
    timer: timerOfPromise(lead.id, payload, rings),
  };
};

/** Whether a lead still waits for what was promised: open, with the same promise and owner, and nobody has spoken to the person. */
export const stillWaits = (lead: Lead, { promisedBy, rule, ownerId }: PromiseTimer): boolean =>
  isOpen(lead.status) &&
  lead.promise?.dueAt === promisedBy &&
  lead.promise.rule === rule &&
  (lead.ownerId ?? '') === ownerId &&
  firstTouchOf(lead) === undefined;
