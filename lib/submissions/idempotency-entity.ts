import * as z from 'zod';
import { defineEntity } from '../table/item.ts';

const schema = z.object({
  /** Hash of what the key is valid for and of the key itself. */
  hash: z.string(),
  /** Hash of the request that used it first. */
  requestHash: z.string(),
  /** The submission that the request made. */
  submissionId: z.string(),
  /** Seconds since the epoch. */
  expiresAt: z.number(),
});

/** The first use of an Idempotency-Key. */
export type IdempotencyRecord = z.output<typeof schema>;

export const idempotencyKey = (hash: string) => ({ pk: `IDEMPOTENCY#${hash}`, sk: 'IDEMPOTENCY' });

export const idempotencyEntity = defineEntity({
  type: 'idempotency',
  version: 1,
  schema,
  keys: (record) => ({ ...idempotencyKey(record.hash), expiresAt: record.expiresAt }),
});
