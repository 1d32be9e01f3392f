import { timeOfId } from '../ids.ts';
import type { Table } from '../table/table.ts';
import type { LeadEvent, LeadEvents } from './lead-events.ts';
import { walkSubmissions } from './submission-repository.ts';
import { readSweepMark, writeSweepMark } from './sweep-mark-repository.ts';

/** Milliseconds that the fast path has before the sweeper steps in; SQS to Lambda takes 16 ms at the median, 105 at p99. */
export const GRACE = 15_000;
/** How far back the first sweep of an installation looks, in milliseconds. */
const FIRST_REACH = 86_400_000;
/** Events sent in one sweep; the rest follows in the next one. */
const MOST = 5_000;

/** How often the age has doubled beyond the grace; below zero it is not due at all. */
const doublings = (age: number): number => (age < GRACE ? -1 : Math.floor(Math.log2(age / GRACE)));

/** Whether to send again: at 15, 30, 60 … seconds of age, so that a backlog is not made worse by repetition. */
const isDue = (receivedAt: number, now: number, lastSweep: number): boolean =>
  doublings(now - receivedAt) > doublings(lastSweep - receivedAt);

/**
 * Finds stored submissions that the intake never settled and sends their events again; gives how many. Looks from its mark on, which moves only past
 * what is settled, so nothing is ever left behind.
 */
export const sweepSubmissions = async (table: Table, events: LeadEvents, now: number): Promise<number> => {
  const mark = (await readSweepMark(table)) ?? { through: now - FIRST_REACH, sweptAt: 0 };
  const to = now - GRACE;
  let through = to;
  const due: LeadEvent[] = [];
  for await (const submission of walkSubmissions(table, mark.through, to)) {
    if (submission.state !== 'received') continue;
    // The time in its id, by which the walk goes: under a repeated Idempotency-Key it is older than `receivedAt`.
    const receivedAt = timeOfId(submission.id);
    through = Math.min(through, receivedAt);
    if (isDue(receivedAt, now, mark.sweptAt)) due.push({ kind: 'submission-received', submissionId: submission.id });
    if (due.length >= MOST) break;
  }
  await events.sendAll(due);
  // Stopped early: what lies behind was not looked at, so the mark stays; the turns of those that were sent are over all the same, and the
  // next sweep gets further.
  const reached = due.length < MOST ? Math.max(through, mark.through) : mark.through;
  await writeSweepMark(table, { through: reached, sweptAt: now });
  return due.length;
};
