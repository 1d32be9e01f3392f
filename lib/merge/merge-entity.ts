import * as z from 'zod';
import { PAIR_STATES } from '../duplicates/duplicate-reason.ts';
import { leadSchema } from '../leads/lead-entity.ts';
import { defineEntity } from '../table/item.ts';
import { actorRefSchema } from '../users/actor.ts';

const schema = z.object({
  id: z.string(),
  state: z.enum(['done', 'undone']),
  /** The lead that stayed, before the merge and right after it, and the one that became part of it. */
  before: leadSchema,
  after: leadSchema,
  loser: leadSchema,
  /** What was known of the likeness of the two, if anything. */
  pairState: z.enum(PAIR_STATES).optional(),
  at: z.string(),
  by: actorRefSchema,
  undoneAt: z.string().optional(),
  undoneBy: actorRefSchema.optional(),
  /** The fields that were edited between the merge and its undoing, which the lead kept. */
  kept: z.array(z.string()).optional(),
});

/** What was merged, with all that it takes to undo it. */
export type Merge = z.output<typeof schema>;

export const mergeKey = (id: string) => ({ pk: `MERGE#${id}`, sk: 'MERGE' });

export const mergeEntity = defineEntity({
  type: 'merge',
  version: 1,
  schema,
  keys: (merge) => mergeKey(merge.id),
});
