import * as z from 'zod';
import { lastTouchSchema } from '../activities/last-touch.ts';
import { accountTimeline } from '../activities/timeline-entry-entity.ts';
import { customValues } from '../fields/field-contract.ts';
import { shardOf } from '../ids.ts';
import { defineEntity } from '../table/item.ts';
import { ACCOUNT_STATUSES, repeatSaleHint } from './account-contract.ts';

const schema = z.object({
  id: z.string(),
  name: z.string(),
  domain: z.string().optional(),
  status: z.enum(ACCOUNT_STATUSES),
  customerSince: z.string().optional(),
  ownerId: z.string().optional(),
  lastTouch: lastTouchSchema.optional(),
  /** A contact of the account filled in a form: somebody may want more. */
  repeatSaleHint: repeatSaleHint.optional(),
  custom: customValues.optional(),
  tags: z.array(z.string()).optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
});

/** A company with which there is a relationship. */
export type Account = z.output<typeof schema>;

const LIST_SHARDS = 4;

export const accountKey = (id: string) => ({ pk: accountTimeline(id), sk: 'ACCOUNT' });

export const ACCOUNT_LIST_PARTITIONS = Array.from({ length: LIST_SHARDS }, (_, shard) => `ACCOUNTS#${shard}`);

export const accountOwnerPartition = (ownerId: string): string => `ACCOUNTS#${ownerId}`;

/** Characters of a name that take part in sorting; the id behind them makes the place unique. */
const SORTED_LENGTH = 60;

/** A name as it sorts: without case and accents. */
const sortable = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().slice(0, SORTED_LENGTH).toWellFormed();

export const accountEntity = defineEntity({
  type: 'account',
  version: 1,
  schema,
  keys: (account) => {
    // A space before the mark, so that a name sorts before the same name with more words behind it.
    const place = `${sortable(account.name)} #${account.id}`;
    return {
      ...accountKey(account.id),
      listKey: `ACCOUNTS#${shardOf(account.id, LIST_SHARDS)}`,
      listSort: place,
      ...(account.ownerId && { ownerKey: accountOwnerPartition(account.ownerId) }),
    };
  },
});
