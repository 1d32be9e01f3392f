import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import { tallySchema } from './tally.ts';

const schema = z.object({
  jobId: z.string(),
  name: z.string(),
  pass: z.number(),
  /** How many of its lists are done. */
  list: z.number(),
  /** The place in the next one up to which all leads were looked at. */
  after: z.string().optional(),
  /** Leads looked at in this pass; those that were written in this pass, and in all. */
  seen: z.number(),
  changed: z.number(),
  changedInAll: z.number(),
  done: z.boolean(),
  /** What a simulation counted. */
  tally: tallySchema.optional(),
  /** When it last came on; milliseconds since the epoch. */
  movedAt: z.number(),
  version: z.number(),
});

/** How far a job is in one shard of all lists. It is written first when it comes on: one that is not there has not begun. */
export type ScoringLane = z.output<typeof schema>;

export const lanesPartition = (jobId: string): string => `SCORING-JOB#${jobId}`;

export const scoringLaneKey = (jobId: string, name: string) => ({ pk: lanesPartition(jobId), sk: name });

export const scoringLaneEntity = defineEntity({
  type: 'scoring-lane',
  version: 1,
  schema,
  keys: ({ jobId, name }) => scoringLaneKey(jobId, name),
});
