import * as z from 'zod';
import { actorRef } from '../contract/fields.ts';
import { scoringSet } from '../scoring/scoring-contract.ts';
import { defineEntity } from '../table/item.ts';
import { SCORING_JOB_STATES } from './scoring-job-contract.ts';

const schema = z.object({
  id: z.string(),
  kind: z.enum(['simulation', 'publication']),
  state: z.enum(SCORING_JOB_STATES),
  /** The version of the rules that a publication scores by. */
  rules: z.number().optional(),
  /** The proposed rules of a simulation. */
  set: scoringSet.optional(),
  /** How often all lists were gone through, this time included: a publication goes through them until nothing changes any more. */
  pass: z.number(),
  /** When this pass began; milliseconds since the epoch. */
  passAt: z.number(),
  createdBy: actorRef,
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  version: z.number(),
});

/** A walk through all leads with a set of scoring rules. */
export type ScoringJob = z.output<typeof schema>;

/** All jobs share a partition: there is one for each time that somebody tries or sets rules. */
export const SCORING_JOBS_PARTITION = 'SCORING-JOBS';

export const scoringJobKey = (id: string) => ({ pk: SCORING_JOBS_PARTITION, sk: id });

export const scoringJobEntity = defineEntity({
  type: 'scoring-job',
  version: 1,
  schema,
  keys: ({ id }) => scoringJobKey(id),
});
