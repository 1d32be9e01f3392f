import * as z from 'zod';
import { defineEntity, type Key } from '../table/item.ts';
import { learnedModelSchema } from './learned-model.ts';

const PARTITION = 'LEARNED';

export const outcomeCountsKey: Key = { pk: PARTITION, sk: 'COUNTS' };

/** The counts of all outcomes, packed; only what folds outcomes into them reads and writes them. */
export const outcomeCountsEntity = defineEntity({
  type: 'outcome-counts',
  version: 1,
  schema: z.object({ fold: z.number(), packed: z.string() }),
  keys: () => outcomeCountsKey,
});

export const learnedModelKey: Key = { pk: PARTITION, sk: 'MODEL' };

const schema = z.object({
  /** The fold that it was learned after. */
  fold: z.number(),
  /** Leads that converted, and leads that were disqualified, of which it was learned. */
  won: z.number(),
  lost: z.number(),
  /** ISO 8601. */
  at: z.string(),
  /** Not before there are enough leads. */
  model: learnedModelSchema.optional(),
});

/** What outcomes have taught so far: small, and all that a lead is scored with. */
export type LearnedRecord = z.output<typeof schema>;

export const learnedModelEntity = defineEntity({
  type: 'learned-model',
  version: 1,
  schema,
  keys: () => learnedModelKey,
});
