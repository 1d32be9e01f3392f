/**
 * The physical names of the one table; `infra/` reads them to make it. What is written under the keys is the
 * business of the entity files alone. Indexes are named after what they are asked for (docs/data-model.md).
 */
export const TABLE_SCHEMA = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Seconds since the epoch; DynamoDB removes expired items within days, so readers filter as well. */
  ttl: 'expiresAt',
  indexes: {
    /** Lists that many records share, sharded: leads by status and score, opportunities by stage, failed submissions. */
    byList: { partitionKey: 'listKey', sortKey: 'listSort' },
    /** What somebody owns, in the order of the lists. */
    byOwner: { partitionKey: 'ownerKey', sortKey: 'listSort' },
    /** What belongs together: the contacts and opportunities of an account, the leads of a phone number. */
    byRelation: { partitionKey: 'relationKey', sortKey: 'relationSort' },
  },
} as const;

export type IndexName = keyof typeof TABLE_SCHEMA.indexes;
