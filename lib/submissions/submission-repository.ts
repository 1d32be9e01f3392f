import { firstIdAt, isId } from '../ids.ts';
import { mergedList } from '../table/merged-list.ts';
import { type Expression, isNew, type Table } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import {
  type Submission,
  submissionEntity,
  submissionKey,
  submissionList,
  submissionPartitions,
} from './submission-entity.ts';
import type { LISTED_STATES } from './submission-state.ts';

/** Stores a submission before it is acknowledged; one that is stored already is as good. */
export const storeSubmission = async (table: Table, submission: Submission): Promise<void> => {
  try {
    await table.put(submissionEntity.toItem(submission), isNew);
  } catch (error) {
    // The id is random and belongs to these fields alone, so what stands there is this submission.
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

/** Marks a submission as processed, after what it came to was written; one that is marked already is as good. */
export const markProcessed = async (
  table: Table,
  submission: Submission,
  outcome: { leadId: string } | { contactId: string },
  now: string,
): Promise<void> => {
  try {
    await table.put(
      submissionEntity.toItem({ ...submission, ...outcome, state: 'processed', processedAt: now }),
      isUnprocessed,
    );
  } catch (error) {
    // Somebody else has just done the same.
    if (!(error instanceof ConditionFailed)) throw error;
  }
};

/** Marks a submission as failed, unless it was processed meanwhile. */
export const markFailed = async (table: Table, submission: Submission): Promise<void> => {
  try {
    await table.put(submissionEntity.toItem({ ...submission, state: 'failed' }), isUnprocessed);
  } catch (error) {
    // Processed after all: nothing failed.
    if (!(error instanceof ConditionFailed)) throw error;
  }
};

/** Releases or rejects a quarantined submission. Errors: `ConditionFailed` when it is quarantined no more. */
export const reviewSubmission = (table: Table, reviewed: Submission): Promise<void> =>
  table.put(submissionEntity.toItem(reviewed), {
    text: '#state = :quarantined',
    names: { '#state': 'state' },
    values: { ':quarantined': 'quarantined' },
  });

/** Submissions that somebody has to look at, newest first. */
export const listSubmissions = async (
  table: Table,
  state: (typeof LISTED_STATES)[number],
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ items: Submission[]; next: string | undefined }> => {
  const sources = [{ index: 'byList', partition: submissionList(state) } as const];
  const { items, next } = await mergedList(table, { sources, sortKey: 'listSort', newestFirst: true, limit, after });
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

const PAGE_OF_DAY = 500;

/** A page of one shard of the day of `from`, and where to go on: in the shard, in the next one, or on the next day. */
export const submissionsOfDay = async (
  table: Table,
  { from, shard, after }: { from: number; shard: number; after?: string | undefined },
): Promise<{ submissions: Submission[]; next: { from: number; shard: number; after?: string | undefined } }> => {
  const partitions = submissionPartitions(from);
  const partition = partitions[shard] ?? '';
  const page = await table.query({ partition, after: after ?? firstIdAt(from), limit: PAGE_OF_DAY });
  const last = page.items.at(-1);
  const next =
    page.more && last
      ? { from, shard, after: String(last['sk']) }
      : shard + 1 < partitions.length
        ? { from, shard: shard + 1, after: undefined }
        : { from: from - (from % DAY) + DAY, shard: 0, after: undefined };
  return { submissions: page.items.map((item) => submissionEntity.fromItem(item)), next };
};
