import * as z from 'zod';
import { attributionSchema } from '../attribution/attribution.ts';
import { shardOf, timeOfId } from '../ids.ts';
import { SUSPICIONS } from '../spam/suspicion.ts';
import { defineEntity, type Key } from '../table/item.ts';
import { actorRefSchema } from '../users/actor.ts';
import { isListed, type LISTED_STATES, SUBMISSION_STATES } from './submission-state.ts';

const schema = z.object({
  id: z.string(),
  formId: z.string(),
  /** The version of the form that was answered. */
  formVersion: z.number().default(1),
  state: z.enum(SUBMISSION_STATES),
  receivedAt: z.string(),
  /** The fields of the form as they were sent. */
  fields: z.record(z.string(), z.string()),
  /** What else was sent: kept, and never mapped to anything. */
  extra: z.record(z.string(), z.string()).optional(),
  attribution: attributionSchema.optional(),
  /** Consents that were given, by purpose, with the hash of the wording that was shown. */
  consents: z.record(z.string(), z.string()).optional(),
  /** Why it was quarantined. */
  suspicions: z.array(z.enum(SUSPICIONS)).optional(),
  /** Who released or rejected it. */
  reviewedBy: actorRefSchema.optional(),
  /** What became of it: the lead that it made or fed, or the contact whose signal it is. */
  leadId: z.string().optional(),
  contactId: z.string().optional(),
  processedAt: z.string().optional(),
});

/** One form post, kept as it came. */
export type Submission = z.output<typeof schema>;

/** A day's submissions are spread over this many partitions: 8,000 a second at 1,000 writes each. */
const SHARDS = 8;

/** The list of those in a state that somebody has to look at. */
export const submissionList = (state: (typeof LISTED_STATES)[number]): string => `SUBMISSIONS#${state}`;

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
    ...(isListed(submission.state) && { listKey: submissionList(submission.state), listSort: submission.id }),
  }),
});
