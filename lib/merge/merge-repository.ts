import { notFound } from '../errors.ts';
import { isId } from '../ids.ts';
import { type Expression, isNew, type Table, type Write } from '../table/table.ts';
import { type Merge, mergeEntity, mergeKey } from './merge-entity.ts';

/** One merge, strongly read. Errors: `merge-not-found`. */
export const getMerge = async (table: Table, id: string): Promise<Merge> => {
  const item = isId(id) ? await table.get(mergeKey(id), { consistent: true }) : undefined;
  if (!item) throw notFound('merge');
  return mergeEntity.fromItem(item);
};

/** Keeps what a merge takes to be undone. */
export const addMerge = (merge: Merge): Write => ({
  label: 'merge',
  put: mergeEntity.toItem(merge),
  condition: isNew,
});

const isDone: Expression = { text: '#state = :done', names: { '#state': 'state' }, values: { ':done': 'done' } };

/** Keeps that a merge is undone; it is so once. */
export const endMerge = (merge: Merge): Write => ({
  label: 'merge',
  put: mergeEntity.toItem(merge),
  condition: isDone,
});
