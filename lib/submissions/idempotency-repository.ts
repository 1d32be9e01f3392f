import type { Table } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { type IdempotencyRecord, idempotencyEntity, idempotencyKey } from './idempotency-entity.ts';

/**
 * Claims a key, or gives the record of the request that claimed it first. An expired record counts as none, because
 * DynamoDB removes it only within days.
 */
export const claimIdempotencyKey = async (
  table: Table,
  record: IdempotencyRecord,
  nowSeconds: number,
): Promise<IdempotencyRecord> => {
  try {
    await table.put(idempotencyEntity.toItem(record), {
      text: 'attribute_not_exists(pk) OR expiresAt <= :now',
      values: { ':now': nowSeconds },
    });
    return record;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const item = await table.get(idempotencyKey(record.hash), { consistent: true });
    return item ? idempotencyEntity.fromItem(item) : record;
  }
};
