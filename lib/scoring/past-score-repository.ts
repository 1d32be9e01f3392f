import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { firstIdAt } from '../ids.ts';
import type { Table, Write } from '../table/table.ts';
import { PAST_SCORE_PREFIX, type PastScore, pastScoreEntity } from './past-score-entity.ts';

/**
 * Keeps a score before another one takes its place. By itself and first: should the other one never come, this one still holds, and what is kept says the same
 * of it.
 */
export const keepPastScore = (table: Table, past: PastScore): Promise<void> => table.put(pastScoreEntity.toItem(past));

/** The same in the transaction that replaces it. */
export const addPastScore = (past: PastScore): Write => ({ label: 'past-score', put: pastScoreEntity.toItem(past) });

/** The last score that was kept of those that began to hold at or before a time in milliseconds, or `undefined`. */
export const findPastScore = async (table: Table, leadId: string, at: number): Promise<PastScore | undefined> => {
  const { items } = await table.query({
    partition: partyTimeline(leadId),
    after: PAST_SCORE_PREFIX,
    before: `${PAST_SCORE_PREFIX}${firstIdAt(at + 1)}`,
    newestFirst: true,
    limit: 1,
  });
  const [found] = items;
  return found && pastScoreEntity.fromItem(found);
};
