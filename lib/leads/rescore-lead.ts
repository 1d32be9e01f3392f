import { addPastScore } from '../scoring/past-score-repository.ts';
import type { Scorers } from '../scoring/scoring-settings.ts';
import { retryOnContention, WORKER_ATTEMPTS } from '../table/retry.ts';
import type { Table } from '../table/table.ts';
import { scoringOf } from './lead-desk.ts';
import { findLeads, replaceLead } from './lead-repository.ts';
import { isOpen } from './lead-status.ts';
import { scoreChange } from './score-change.ts';
import { keepScoreTimer } from './score-timer.ts';

export interface RescoreDesk {
  readonly table: Table;
  readonly scorers: Scorers;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Computes the score of an open lead as of now, keeps it where it is another one, and sets the timer for the next change. A lead that is gone or closed is left alone. */
export const rescoreLead = (desk: RescoreDesk, id: string): Promise<void> =>
  retryOnContention(async () => {
    const { table, scorers } = desk;
    const [lead] = await findLeads(table, [id]);
    if (!lead || !isOpen(lead.status)) return;
    const scoring = await scoringOf(desk);
    // Nobody changed it: a list that made it can still be undone.
    const again = { ...lead, rescored: (lead.rescored ?? 0) + 1, version: lead.version + 1 };
    const { lead: scored, past } = scoreChange(lead, again, scoring, await scorers.ofVersion(lead.rules));
    await keepScoreTimer(table, scored, scoring);
    if (!past) return;
    await table.transact([replaceLead(scored), addPastScore(past)]);
  }, WORKER_ATTEMPTS);
