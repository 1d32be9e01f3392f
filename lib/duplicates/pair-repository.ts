import { mergedList } from '../table/merged-list.ts';
import { hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import { openPairPartitions, type Pair, pairEntity, pairKey, pairsOfLead } from './pair-entity.ts';

type Sides = Pick<Pair, 'a' | 'b'>;

/** The label of the write of a pair. */
export const PAIR_WRITE = 'duplicate-pair';

/** A pair of two leads, strongly read, or `undefined`. */
export const findPair = async (table: Table, sides: Sides): Promise<Pair | undefined> => {
  const item = await table.get(pairKey(sides), { consistent: true });
  return item && pairEntity.fromItem(item);
};

/** Several pairs, strongly read; those that are not there are left out. */
export const findPairs = async (table: Table, sides: readonly Sides[]): Promise<Pair[]> => {
  const items = await table.getMany(sides.map(pairKey));
  return items.map((item) => pairEntity.fromItem(item));
};

/** Pairs of one lead beyond this are not shown with it. */
const MOST_OF_A_LEAD = 20;

/** The pairs that a lead is part of, whichever side it is, whatever became of them; at most 20 of each side. */
export const listPairsOfLead = async (table: Table, leadId: string): Promise<Pair[]> => {
  const partition = pairsOfLead(leadId);
  const sides = await Promise.all([
    table.query({ partition, limit: MOST_OF_A_LEAD }),
    table.query({ index: 'byRelation', partition, limit: MOST_OF_A_LEAD }),
  ]);
  return sides.flatMap(({ items }) => items.map((item) => pairEntity.fromItem(item)));
};

/** A page of the open pairs, the likeliest first. */
export const listOpenPairs = async (
  table: Table,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ pairs: Pair[]; next: string | undefined }> => {
  const { items, next } = await mergedList(table, {
    sources: openPairPartitions().map((partition) => ({ index: 'byList', partition })),
    sortKey: 'listSort',
    limit,
    after,
  });
  return { pairs: items.map((item) => pairEntity.fromItem(item)), next };
};

/** Writes a pair that is one version on; of version 1 it is new. */
export const writePair = (pair: Pair): Write => ({
  label: PAIR_WRITE,
  put: pairEntity.toItem(pair),
  condition: pair.version === 1 ? isNew : hasVersion(pair.version - 1),
});

/** Takes a pair out that is still as it was read: its leads are no longer alike. */
export const removePair = (pair: Pair): Write => ({
  label: PAIR_WRITE,
  remove: pairKey(pair),
  condition: hasVersion(pair.version),
});
