import * as z from 'zod';
import { isId, shardOf } from '../ids.ts';
import { defineEntity, type Key } from '../table/item.ts';
import { DUPLICATE_REASONS, PAIR_STATES } from './duplicate-reason.ts';

const schema = z.object({
  /** The leads, the older first: of two leads there is one pair. */
  a: z.string(),
  b: z.string(),
  score: z.number(),
  reasons: z.array(z.enum(DUPLICATE_REASONS)),
  state: z.enum(PAIR_STATES),
  /** When the likeness was found, in ISO 8601. */
  at: z.string(),
  /** Who decided that they are two. */
  dismissedBy: z.string().optional(),
  version: z.number(),
});

/** Two leads that may be the same person. */
export type Pair = z.output<typeof schema>;

/** The two leads of a pair, in its order. */
export const sidesOf = (one: string, other: string): Pick<Pair, 'a' | 'b'> =>
  one < other ? { a: one, b: other } : { a: other, b: one };

const SEPARATOR = '-';

/** The id of a pair, which names its leads. */
export const pairId = ({ a, b }: Pick<Pair, 'a' | 'b'>): string => `${a}${SEPARATOR}${b}`;

/** The leads that an id of a pair names, or `undefined` when it is none. */
export const readPairId = (id: string): Pick<Pair, 'a' | 'b'> | undefined => {
  const [a = '', b = '', ...rest] = id.split(SEPARATOR);
  return rest.length === 0 && isId(a) && isId(b) && a < b ? { a, b } : undefined;
};

/** Where pairs of a lead are: those in which it is the older one by key, the others by relation. */
export const pairsOfLead = (leadId: string): string => `DUPLICATES#${leadId}`;

export const pairKey = ({ a, b }: Pick<Pair, 'a' | 'b'>): Key => ({ pk: pairsOfLead(a), sk: b });

/** An import may find thousands at once. */
const SHARDS = 4;

/** The shards of the open pairs, as partitions of `byList`. */
export const openPairPartitions = (): string[] =>
  Array.from({ length: SHARDS }, (_, shard) => `OPEN-DUPLICATES#${shard}`);

const HIGHEST_SCORE = 999;

export const pairEntity = defineEntity({
  type: 'duplicate-pair',
  version: 1,
  schema,
  keys: (pair) => ({
    ...pairKey(pair),
    relationKey: pairsOfLead(pair.b),
    relationSort: pair.a,
    ...(pair.state === 'open' && {
      listKey: `OPEN-DUPLICATES#${shardOf(pairId(pair), SHARDS)}`,
      listSort: `${String(HIGHEST_SCORE - pair.score).padStart(3, '0')}#${pairId(pair)}`,
    }),
  }),
});
