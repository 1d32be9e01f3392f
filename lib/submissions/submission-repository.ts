import { firstIdAt, isId } from '../ids.ts';
import { mergedList } from '../table/merged-list.ts';
import { type Expression, isNew, type Table, type Write } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import {
  FAILED_LIST,
  type Submission,
  submissionEntity,
  submissionKey,
  submissionPartitions,
} from './submission-entity.ts';

/** The label of the write that marks a submission as processed: it fails when somebody else did so first. */
export const SUBMISSION_MARK = 'submission-processed';

/** Stores a submission before it is acknowledged. A second attempt of the same id finds the first and is content. */
export const storeSubmission = async (table: Table, submission: Submission): Promise<void> => {
  try {
    await table.put(submissionEntity.toItem(submission), isNew);
  } catch (error) {
    // The id is random and nobody else's, so what stands there is this submission: an answer was lost after the write.
    if (!(error instanceof ConditionFailed)) throw error;
  }
};

/** One submission, or `undefined`; read strongly, because it may be milliseconds old. */
export const findSubmission = async (table: Table, id: string): Promise<Submission | undefined> => {
  if (!isId(id)) return undefined;
  const item = await table.get(submissionKey(id), { consistent: true });
  return item && submissionEntity.fromItem(item);
};

/** Several submissions by id; those that are not there are left out. */
export const findSubmissions = async (table: Table, ids: readonly string[]): Promise<Submission[]> => {
  const items = await table.getMany([...new Set(ids)].filter(isId).map(submissionKey));
  return items.map((item) => submissionEntity.fromItem(item));
};

const isUnprocessed: Expression = {
  text: '#state <> :processed',
  names: { '#state': 'state' },
  values: { ':processed': 'processed' },
};

/** Marks a submission as processed, once: the write by which the same message twice has the effect of once. */
export const markProcessed = (
  submission: Submission,
  outcome: { leadId: string } | { contactId: string },
  now: string,
): Write => ({
  label: SUBMISSION_MARK,
  put: submissionEntity.toItem({ ...submission, ...outcome, state: 'processed', processedAt: now }),
  condition: isUnprocessed,
});

/** Marks a submission as failed, unless it was processed meanwhile. */
export const markFailed = async (table: Table, submission: Submission): Promise<void> => {
  try {
    await table.put(submissionEntity.toItem({ ...submission, state: 'failed' }), isUnprocessed);
  } catch (error) {
    // Processed after all: nothing failed.
    if (!(error instanceof ConditionFailed)) throw error;
  }
};

const SORT = 'listSort';

/** Failed submissions, newest first. */
export const listFailedSubmissions = async (
  table: Table,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ items: Submission[]; next: string | undefined }> => {
  const sources = [{ index: 'byList', partition: FAILED_LIST } as const];
  const { items, next } = await mergedList(table, { sources, sortKey: SORT, newestFirst: true, limit, after });
  return { items: items.map((item) => submissionEntity.fromItem(item)), next };
};

/** Items a query asks for at a time in the sweeper's walk. */
const WALK_PAGE = 500;
const DAY = 86_400_000;

/** Submissions received from `from` up to but not at `to` (milliseconds), each shard in time order. */
export const walkSubmissions = async function* (table: Table, from: number, to: number): AsyncGenerator<Submission> {
  // Clocks of two sweeps may differ, and DynamoDB refuses bounds that are the wrong way round.
  if (from >= to) return;
  for (let day = from - (from % DAY); day < to; day += DAY) {
    for (const partition of submissionPartitions(day)) {
      let after = firstIdAt(Math.max(from, day) - 1);
      for (let more = true; more; ) {
        const page = await table.query({ partition, after, before: firstIdAt(to), limit: WALK_PAGE });
        for (const item of page.items) yield submissionEntity.fromItem(item);
        const last = page.items.at(-1);
        more = page.more && last !== undefined;
        if (last) after = String(last['sk']);
      }
    }
  }
};
