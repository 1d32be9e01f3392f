import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from './table-definition.ts';

// One pass looks at this many items at most; the next goes on where it stopped. AWS promises no more than "within a few days".
const PAGES_A_PASS = 25;
const ITEMS_A_PAGE = 1000;

type Key = Record<string, AttributeValue>;

/** Runs around each removal, so that its stream record can be marked before anybody reads it. */
export type AroundRemoval = (tableName: string, key: Key, remove: () => Promise<void>) => Promise<void>;

/**
 * Removes items whose Time to Live has passed, which the engine never does by itself. It deletes through the API, so that
 * indexes follow and stream records appear: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export class ExpiredItems {
  readonly #client: DynamoDBClient;
  readonly #around: AroundRemoval;
  readonly #resumeAt = new Map<string, Key>();

  constructor(client: DynamoDBClient, around: AroundRemoval) {
    this.#client = client;
    this.#around = around;
  }

  /** Looks through the next part of a table; gives how many items went. */
  async sweep(table: TableDefinition, nowSeconds: number): Promise<number> {
    if (table.ttlAttribute === undefined) return 0;
    let removed = 0;
    for (let pages = 0; pages < PAGES_A_PASS; pages += 1) {
      const found = await this.#client.send(
        new ScanCommand({
          TableName: table.name,
          Limit: ITEMS_A_PAGE,
          // Only a number counts as a point in time, in seconds.
          FilterExpression: 'attribute_type(#ttl, :number) AND #ttl < :now',
          ProjectionExpression: table.keySchema.map((_, index) => `#key${index}`).join(', '),
          ExpressionAttributeNames: {
            '#ttl': table.ttlAttribute,
            ...Object.fromEntries(table.keySchema.map((key, index) => [`#key${index}`, key.AttributeName])),
          },
          ExpressionAttributeValues: {
            ':now': { N: String(nowSeconds) },
            ':number': { S: 'N' },
          },
          ExclusiveStartKey: this.#resumeAt.get(table.name),
        }),
      );
      for (const key of found.Items ?? [])
        removed += await this.#remove(table.name, table.ttlAttribute, key, nowSeconds);
      if (found.LastEvaluatedKey === undefined) {
        this.#resumeAt.delete(table.name);
        break;
      }
      this.#resumeAt.set(table.name, found.LastEvaluatedKey);
    }
    return removed;
  }

  async #remove(tableName: string, ttlAttribute: string, key: Key, nowSeconds: number): Promise<number> {
    const command = new DeleteItemCommand({
      TableName: tableName,
      Key: key,
      ConditionExpression: '#ttl < :now',
      ExpressionAttributeNames: { '#ttl': ttlAttribute },
      ExpressionAttributeValues: { ':now': { N: String(nowSeconds) } },
    });
    try {
      await this.#around(tableName, key, async () => {
        await this.#client.send(command);
      });
      return 1;
    } catch (error) {
      // Its life was prolonged since the scan saw it.
      if (error instanceof ConditionalCheckFailedException) return 0;
      throw error;
    }
  }
}
