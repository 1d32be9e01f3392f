import * as z from 'zod';
import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { idOf } from '../ids.ts';
import { defineEntity } from '../table/item.ts';

const schema = z.object({
  leadId: z.string(),
  /** From when on it held, until the next one took its place; milliseconds since the epoch. */
  from: z.number(),
  score: z.number(),
  candidate: z.boolean(),
  /** The version of the rules. */
  rules: z.number(),
  /** What it was the sum of. */
  entries: z.array(
    z.object({
      rule: z.string(),
      points: z.number(),
      evidence: z.string().optional(),
      at: z.number().optional(),
    }),
  ),
});

/** A score of a lead that another one took the place of. */
export type PastScore = z.output<typeof schema>;

export const PAST_SCORE_PREFIX = 'SCORE#';

export const pastScoreEntity = defineEntity({
  type: 'past-score',
  version: 1,
  schema,
  // Named after what it says, so that keeping the same score twice keeps it once.
  keys: ({ leadId, from, rules }) => ({
    pk: partyTimeline(leadId),
    sk: `${PAST_SCORE_PREFIX}${idOf(from, `${leadId}#${rules}`)}`,
  }),
});
