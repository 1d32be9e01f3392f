import * as z from 'zod';
import { shardOf, timeOfId } from '../ids.ts';
import { defineEntity, type Key } from '../table/item.ts';
import { PUBLIC_STATES } from './submission-contract.ts';

const schema = z.object({
  id: z.string(),
  formId: z.string(),
  state: z.enum(PUBLIC_STATES),
  receivedAt: z.string(),
  /** The fields as they were sent. */
  fields: z.record(z.string(), z.string()),
  /** What became of it: the lead that it made or fed, or the contact whose signal it is. */
  leadId: z.string().optional(),
  contactId: z.string().optional(),
  processedAt: z.string().optional(),
});

/** One form post, kept as it came. */
export type Submission = z.output<typeof schema>;

/** A day's submissions are spread over this many partitions: 8,000 a second at 1,000 writes each. */
const SHARDS = 8;

export const FAILED_LIST = 'SUBMISSIONS#failed';

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** Where a submission is; its id tells. */
export const submissionKey = (id: string): Key => ({
  pk: `SUBMISSIONS#${dayOf(timeOfId(id))}#${shardOf(id, SHARDS)}`,
  sk: id,
});

/** The partitions that hold the submissions of a time's day. */
export const submissionPartitions = (milliseconds: number): string[] =>
  Array.from({ length: SHARDS }, (_, shard) => `SUBMISSIONS#${dayOf(milliseconds)}#${shard}`);

export const submissionEntity = defineEntity({
  type: 'submission',
  version: 1,
  schema,
  keys: (submission) => ({
    ...submissionKey(submission.id),
    ...(submission.state === 'failed' && { listKey: FAILED_LIST, listSort: submission.id }),
  }),
});
