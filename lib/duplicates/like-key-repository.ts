import { batchesOf } from '../some-at-a-time.ts';
import { hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import { type LikeKey, likeKeyEntity, likeKeyKey } from './like-key-entity.ts';

/** The leads of some likenesses, strongly read; those that nobody has are left out. */
export const findLikeKeys = async (table: Table, hashes: readonly string[]): Promise<LikeKey[]> => {
  const items = await table.getMany(hashes.map(likeKeyKey));
  return items.map((item) => likeKeyEntity.fromItem(item));
};

/** Writes the leads of a likeness as they are after `before`; without any lead left it goes. */
const likeKeyWrite = (after: LikeKey): Write => {
  const condition = after.version === 1 ? isNew : hasVersion(after.version - 1);
  return after.leadIds.length > 0
    ? { label: 'like-key', put: likeKeyEntity.toItem(after), condition }
    : { label: 'like-key', remove: likeKeyKey(after.hash), condition };
};

/** So many are written one by one, at one write unit each; more go together, at two units each and in far fewer calls. */
const FEW = 8;
/** Writes of one transaction. */
const GROUP = 50;

/** Writes likenesses that are one version on. Errors: `ConditionFailed`, `Contention`; what is written by then stays. */
export const writeLikeKeys = async (table: Table, keys: readonly LikeKey[]): Promise<void> => {
  const writes = keys.map(likeKeyWrite);
  if (writes.length <= FEW && keys.every(({ leadIds }) => leadIds.length > 0)) {
    await Promise.all(writes.map((write) => ('put' in write ? table.put(write.put, write.condition) : undefined)));
    return;
  }
  for (const group of batchesOf(writes, GROUP)) await table.transact(group);
};
