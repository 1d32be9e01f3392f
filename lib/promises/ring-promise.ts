import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import type { Calendar } from '../business-hours/calendar-contract.ts';
import { newId } from '../ids.ts';
import { type News, noticeWrites, notify } from '../inbox/notify.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { findLeads, replaceLead } from '../leads/lead-repository.ts';
import { retryOnContention, WORKER_ATTEMPTS } from '../table/retry.ts';
import type { Table } from '../table/table.ts';
import type { Timer } from '../timers/timer-entity.ts';
import { keepTimer, setTimer } from '../timers/timer-repository.ts';
import { edited } from '../use-case.ts';
import type { User } from '../users/user-entity.ts';
import { listUsers } from '../users/user-repository.ts';
import { escalationTargets } from './escalation.ts';
import { type PromiseTimer, promiseFor, promiseOfTimer, stillWaits, timerOfPromise } from './response-promise.ts';

/** Who gets a lead that was not answered in time. */
export interface Reassignment {
  readonly ownerId: string;
  /** By which the new owner's time is counted; none for around the clock. */
  readonly calendar?: Calendar | undefined;
  /** What else of the lead goes with the new owner. */
  readonly changes?: Partial<Lead>;
}

/** Finds somebody else for a lead than the user `without`; `undefined` when there is nobody. */
export type Reassign = (lead: Lead, without: string) => Promise<Reassignment | undefined>;

export interface PromiseDesk {
  readonly table: Table;
  /** The ids of those who lead somebody; none where nobody does. */
  readonly leadersOf: (ownerId: string) => Promise<readonly string[]>;
  readonly reassign: Reassign;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const newsOf = (kind: News['kind'], lead: Lead, { promisedBy, ownerId }: PromiseTimer): News => ({
  kind,
  lead,
  moment: Date.parse(promisedBy),
  dueAt: promisedBy,
  ownerId: ownerId || undefined,
});

const byId = (users: readonly User[], id: string): User | undefined => users.find((user) => user.id === id);

/** Tells the owner, and those who answer for them. */
const escalate = async (
  desk: PromiseDesk,
  users: readonly User[],
  lead: Lead,
  promise: PromiseTimer,
): Promise<void> => {
  const { table, now, leadersOf } = desk;
  const { ownerId } = promise;
  await notify(table, byId(users, ownerId), newsOf('promise-missed', lead, promise), now());
  for (const user of escalationTargets(users, await leadersOf(ownerId), ownerId)) {
    await notify(table, user, newsOf('promise-escalated', lead, promise), now());
  }
};

/**
 * Gives the lead to somebody else, who gets the same time once more; after that it is escalated, so that a lead is not handed round. Lead, timer, notices and
 * the entry on the timeline are one transaction. Gives whether there was somebody.
 */
const handOn = async (
  desk: PromiseDesk,
  users: readonly User[],
  lead: Lead,
  promise: PromiseTimer,
): Promise<boolean> => {
  const { ownerId, rule, minutes } = promise;
  const found = await desk.reassign(lead, ownerId);
  if (!found || found.ownerId === ownerId) return false;
  const now = desk.now();
  const at = new Date(now).toISOString();
  const changed = edited(lead, { ...found.changes, ownerId: found.ownerId }, at);
  const again = promiseFor(changed, { minutes, ifMissed: 'escalate', rule }, found.calendar, now);
  const newOwner = byId(users, found.ownerId);
  const news = newsOf('lead-reassigned', again.lead, promise);
  await desk.table.transact([
    replaceLead(again.lead),
    setTimer(again.timer, now),
    addTimelineEntry({
      id: newId(now),
      kind: 'system',
      event: 'lead-reassigned',
      at,
      subject: newOwner?.name,
      on: { type: 'lead', id: lead.id },
      timeline: partyTimeline(lead.partyId),
    }),
    ...noticeWrites(byId(users, ownerId), news, now),
    ...noticeWrites(newOwner, news, now),
  ]);
  return true;
};

const ringSoon = async ({ table, now }: PromiseDesk, users: readonly User[], lead: Lead, promise: PromiseTimer) => {
  const { promisedBy, ownerId } = promise;
  await notify(table, byId(users, ownerId), newsOf('promise-soon', lead, promise), now());
  await keepTimer(table, timerOfPromise(lead.id, { ...promise, step: 'due' }, promisedBy), now());
};

const ringDue = async (desk: PromiseDesk, users: readonly User[], lead: Lead, promise: PromiseTimer): Promise<void> => {
  const { table, now } = desk;
  const owner = byId(users, promise.ownerId);
  if (promise.ifMissed === 'remind' && owner) {
    return notify(table, owner, newsOf('promise-missed', lead, promise), now());
  }
  if (promise.ifMissed === 'reassign' && (await handOn(desk, users, lead, promise))) return;
  await escalate(desk, users, lead, promise);
};

/**
 * What happens when a timer of a promise rings: if the lead still waits, its owner is reminded, or what the rule says follows. It has its effect once however often it
 * rings. What nobody owns, or nobody can be found for, is escalated.
 */
export const ringPromise = (desk: PromiseDesk, timer: Timer): Promise<void> =>
  retryOnContention(async () => {
    const promise = promiseOfTimer(timer);
    const [lead] = await findLeads(desk.table, [timer.subjectId]);
    if (!lead || !stillWaits(lead, promise)) return;
    const users = await listUsers(desk.table);
    await (promise.step === 'soon' ? ringSoon : ringDue)(desk, users, lead, promise);
  }, WORKER_ATTEMPTS);
