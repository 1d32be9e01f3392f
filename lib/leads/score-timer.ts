import { someAtATime } from '../some-at-a-time.ts';
import type { Table, Write } from '../table/table.ts';
import type { Timer } from '../timers/timer-entity.ts';
import { keepTimer, setTimer } from '../timers/timer-repository.ts';
import type { Lead } from './lead-entity.ts';
import { factsOfLead } from './lead-facts.ts';
import { isOpen } from './lead-status.ts';
import type { Scoring } from './score-change.ts';

const HOUR = 3_600_000;
/** Timers that are set at a time, of many. */
const AT_A_TIME = 10;

/**
 * The timer that rings when decay next changes the grade or the candidate flag of an open lead; `undefined` where it does not. At a full
 * hour, so that what is computed again and again is one timer.
 */
export const scoreTimer = (lead: Lead, { scorer, now }: Scoring): Timer | undefined => {
  if (!isOpen(lead.status)) return undefined;
  const due = scorer.dueAt(factsOfLead(lead), lead.signals ?? [], now);
  return due === undefined
    ? undefined
    : { kind: 'score', subjectId: lead.id, dueAt: new Date(Math.ceil(due / HOUR) * HOUR).toISOString() };
};

/** The write of that timer, for the transaction that changes the lead; none by rules without a half-life. */
export const scoreTimerWrites = (lead: Lead, scoring: Scoring): Write[] => {
  const timer = scoreTimer(lead, scoring);
  return timer ? [setTimer(timer, scoring.now)] : [];
};

/** Sets that timer by itself, before the transaction that changes the lead: a timer that comes too soon computes the same score again. */
export const keepScoreTimer = async (table: Table, lead: Lead, scoring: Scoring): Promise<void> => {
  const timer = scoreTimer(lead, scoring);
  if (timer) await keepTimer(table, timer, scoring.now);
};

/** The same for many leads that are scored by other rules from now on. */
export const keepScoreTimers = async (table: Table, leads: readonly Lead[], scoring: Scoring): Promise<void> => {
  const timers = leads.flatMap((lead) => scoreTimer(lead, scoring) ?? []);
  await someAtATime(timers, AT_A_TIME, (timer) => keepTimer(table, timer, scoring.now));
};
