import { isNew, type Table, type Write } from '../table/table.ts';
import {
  type LearnedRecord,
  learnedModelEntity,
  learnedModelKey,
  outcomeCountsEntity,
  outcomeCountsKey,
} from './learned-entity.ts';
import { packCounts, unpackCounts } from './pack-counts.ts';
import { NOTHING_TRACKED, type TrackedCounts } from './tracked-counts.ts';

/** The counts of all outcomes so far; strongly read. */
export const readOutcomeCounts = async (table: Table): Promise<TrackedCounts> => {
  const item = await table.get(outcomeCountsKey, { consistent: true });
  if (!item) return NOTHING_TRACKED;
  const { fold, packed } = outcomeCountsEntity.fromItem(item);
  return unpackCounts(packed, fold);
};

/** Replaces the counts as they were one fold before. */
export const keepOutcomeCounts = (counts: TrackedCounts): Write => ({
  label: 'outcome-counts',
  put: outcomeCountsEntity.toItem({ fold: counts.fold, packed: packCounts(counts) }),
  condition:
    counts.fold === 1
      ? isNew
      : { text: '#fold = :fold', names: { '#fold': 'fold' }, values: { ':fold': counts.fold - 1 } },
});

/** What outcomes have taught so far, or `undefined` before the first. */
export const findLearned = async (table: Table): Promise<LearnedRecord | undefined> => {
  const item = await table.get(learnedModelKey);
  return item && learnedModelEntity.fromItem(item);
};

/** Replaces what was learned after an earlier fold. */
export const keepLearned = (learned: LearnedRecord): Write => ({
  label: 'learned-model',
  put: learnedModelEntity.toItem(learned),
  condition: {
    text: 'attribute_not_exists(#fold) OR #fold < :fold',
    names: { '#fold': 'fold' },
    values: { ':fold': learned.fold },
  },
});
