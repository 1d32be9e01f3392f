import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Item, Key } from './item.ts';
import { type IndexName, TABLE_SCHEMA } from './table-schema.ts';
import { ConditionFailed, Contention } from './write-errors.ts';

/** A condition or update in DynamoDB's expression language; `#name` and `:value` are filled from the maps. */
export interface Expression {
  readonly text: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, unknown>;
}

/** One write of a transaction; `label` says in a failed condition which write it was. */
export type Write = { readonly label: string; readonly condition?: Expression } & (
  | { readonly put: Item & Key }
  | { readonly update: Key; readonly set: Expression }
  | { readonly remove: Key }
  | { readonly check: Key }
);

export interface QueryOptions {
  readonly index?: IndexName;
  readonly partition: string;
  /** Bounds of the sort key; `after` and `before` are exclusive. */
  readonly beginsWith?: string;
  readonly after?: string;
  readonly before?: string;
  readonly newestFirst?: boolean;
  readonly limit?: number;
  readonly consistent?: boolean;
}

/** The table: reads by key, queries within a partition, single conditional writes and transactions. No scan. */
export interface Table {
  get(key: Key, options?: { consistent?: boolean }): Promise<Item | undefined>;
  /** Up to 100 items by key, strongly consistent, in any order. */
  getMany(keys: readonly Key[]): Promise<Item[]>;
  /** At most `limit` items of one partition; `more` says whether there are further ones. */
  query(options: QueryOptions): Promise<{ items: Item[]; more: boolean }>;
  /** Errors: `ConditionFailed`, `Contention` when a transaction is writing the item. */
  put(item: Item & Key, condition?: Expression): Promise<void>;
  /** How many items a partition has, of those that `where` holds for; looks at `limit` of them, or at the first MB. */
  count(options: Pick<QueryOptions, 'index' | 'partition' | 'limit'> & { where?: Expression }): Promise<number>;
  /** Gives the item as it is afterwards. Errors: `ConditionFailed`, `Contention` when a transaction is writing the item. */
  update(key: Key, set: Expression, condition?: Expression): Promise<Item>;
  /** All or nothing, at most 100 writes. Errors: `ConditionFailed` naming the writes, `Contention` when worth a retry. */
  transact(writes: readonly Write[]): Promise<void>;
}

/** The condition that a record is new. */
export const isNew: Expression = { text: 'attribute_not_exists(pk)' };

/** The condition that a record still has the version that was read. */
export const hasVersion = (version: number): Expression => ({
  text: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
});

const namesAndValues = (...expressions: (Expression | undefined)[]) => {
  const names = Object.assign({}, ...expressions.map((expression) => expression?.names));
  const values = Object.assign({}, ...expressions.map((expression) => expression?.values));
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
};

const keyCondition = (options: QueryOptions): Expression => {
  const { partitionKey, sortKey } = options.index ? TABLE_SCHEMA.indexes[options.index] : TABLE_SCHEMA;
  const names: Record<string, string> = { '#pk': partitionKey };
  const values: Record<string, unknown> = { ':pk': options.partition };
  let text = '#pk = :pk';
  const { beginsWith, after, before } = options;
  if (beginsWith !== undefined || after !== undefined || before !== undefined) names['#sk'] = sortKey;
  if (after !== undefined && before !== undefined) {
    // DynamoDB takes one condition on the sort key and BETWEEN includes its bounds: U+0001 behind the lower bound excludes
    // it; the upper bound is the first id of a moment, which no record has.
    text += ' AND #sk BETWEEN :after AND :before';
    values[':after'] = `${after}\u0001`;
    values[':before'] = before;
  } else if (after !== undefined) {
    text += ' AND #sk > :after';
    values[':after'] = after;
  } else if (before !== undefined) {
    text += ' AND #sk < :before';
    values[':before'] = before;
  } else if (beginsWith !== undefined) {
    text += ' AND begins_with(#sk, :prefix)';
    values[':prefix'] = beginsWith;
  }
  return { text, names, values };
};

const queryInput = (name: string, options: QueryOptions, where?: Expression) => {
  const condition = keyCondition(options);
  return {
    TableName: name,
    IndexName: options.index,
    KeyConditionExpression: condition.text,
    ...namesAndValues(condition, where),
    ScanIndexForward: !options.newestFirst,
    Limit: options.limit,
    ConsistentRead: options.consistent,
  };
};

/** The SDK's settings for a request path: one retry, and never more than about four seconds in all. */
const REQUEST_PATH = {
  maxAttempts: 2,
  // Without the last setting the SDK only warns of a request that takes too long, and waits on.
  requestHandler: { connectionTimeout: 500, requestTimeout: 2000, throwOnRequestTimeout: true },
};

/** The SDK's settings where nobody waits for the answer: a throttled table is given time, and a transaction that was tried again under its token is the same one. */
const WORK_PATH = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
};

/** What a single write failed of; a running transaction on the item refuses it (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html). */
const translateSingle = (error: unknown, label: string): unknown => {
  if (!(error instanceof Error)) return error;
  if (error.name === 'ConditionalCheckFailedException') return new ConditionFailed(label, error);
  return error.name === 'TransactionConflictException' ? new Contention(error) : error;
};

const CONTENTION = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const translate = (error: unknown, writes: readonly Write[]): Error => {
  if (error instanceof TransactionCanceledException) {
    const reasons = error.CancellationReasons ?? [];
    const failed = writes.filter((_, index) => reasons[index]?.Code === 'ConditionalCheckFailed');
    if (failed.length > 0)
      return new ConditionFailed(
        failed.map(({ label }) => label),
        error,
      );
    if (reasons.some((reason) => CONTENTION.has(reason.Code ?? ''))) return new Contention(error);
  }
  return error instanceof Error ? error : new Error(String(error));
};

const isUnderWay = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TransactionInProgressException';

/** How often to ask what became of a transaction whose first try is still under way, and milliseconds before each time. */
const ASKS = 5;
const ASK_DELAY = 100;

/** Milliseconds before unprocessed keys are asked for again: full jitter over a doubling base. */
const PAUSE = 25;
const LONGEST_PAUSE = 2000;

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const transactItem = (name: string, write: Write): TransactItem => {
  const condition = write.condition?.text;
  if ('put' in write) {
    return {
      Put: { TableName: name, Item: write.put, ConditionExpression: condition, ...namesAndValues(write.condition) },
    };
  }
  if ('update' in write) {
    return {
      Update: {
        TableName: name,
        Key: write.update,
        UpdateExpression: write.set.text,
        ConditionExpression: condition,
        ...namesAndValues(write.condition, write.set),
      },
    };
  }
  if ('remove' in write) {
    return {
      Delete: {
        TableName: name,
        Key: write.remove,
        ConditionExpression: condition,
        ...namesAndValues(write.condition),
      },
    };
  }
  return {
    ConditionCheck: {
      TableName: name,
      Key: write.check,
      ConditionExpression: condition,
      ...namesAndValues(write.condition),
    },
  };
};

/** Opens the table of the given name with the SDK's default credentials and endpoint. */
export const openTable = (name: string, client = new DynamoDBClient(REQUEST_PATH)): Table => {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    get: async (key, { consistent = false } = {}) =>
      (
        await documents.send(
          new GetCommand({ TableName: name, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: consistent }),
        )
      ).Item,

    getMany: async (keys) => {
      const items: Item[] = [];
      let pending = keys.map(({ pk, sk }) => ({ pk, sk }));
      for (let ask = 0; pending.length > 0; ask += 1) {
        const answer = await documents.send(
          new BatchGetCommand({ RequestItems: { [name]: { Keys: pending.slice(0, 100), ConsistentRead: true } } }),
        );
        items.push(...(answer.Responses?.[name] ?? []));
        const unprocessed = (answer.UnprocessedKeys?.[name]?.Keys ?? []).map((key) => ({
          pk: String(key['pk']),
          sk: String(key['sk']),
        }));
        // What DynamoDB leaves over is asked for again, later each time: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
        if (unprocessed.length > 0) await wait(Math.random() * Math.min(LONGEST_PAUSE, PAUSE * 2 ** ask));
        pending = [...unprocessed, ...pending.slice(100)];
      }
      return items;
    },

    query: async (options) => {
      const answer = await documents.send(new QueryCommand(queryInput(name, options)));
      return { items: answer.Items ?? [], more: answer.LastEvaluatedKey !== undefined };
    },

    count: async ({ where, ...options }) => {
      const input = { ...queryInput(name, options, where), FilterExpression: where?.text, Select: 'COUNT' } as const;
      return (await documents.send(new QueryCommand(input))).Count ?? 0;
    },

    put: async (item, condition) => {
      try {
        await documents.send(
          new PutCommand({
            TableName: name,
            Item: item,
            ConditionExpression: condition?.text,
            ...namesAndValues(condition),
          }),
        );
      } catch (error) {
        throw translateSingle(error, 'put');
      }
    },

    update: async (key, set, condition) => {
      try {
        const answer = await documents.send(
          new UpdateCommand({
            TableName: name,
            Key: { pk: key.pk, sk: key.sk },
            UpdateExpression: set.text,
            ConditionExpression: condition?.text,
            ...namesAndValues(condition, set),
            ReturnValues: 'ALL_NEW',
          }),
        );
        return answer.Attributes ?? {};
      } catch (error) {
        throw translateSingle(error, 'update');
      }
    },

    transact: async (writes) => {
      // The same token for ten minutes means the same transaction: asking again under it tells the outcome and never writes twice.
      // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
      const ClientRequestToken = randomUUID();
      const TransactItems = writes.map((write) => transactItem(name, write));
      for (let ask = 1; ; ask += 1) {
        try {
          await documents.send(new TransactWriteCommand({ ClientRequestToken, TransactItems }));
          return;
        } catch (error) {
          if (!isUnderWay(error) || ask === ASKS) throw translate(error, writes);
          await wait(ASK_DELAY * ask);
        }
      }
    },
  };
};

/** The same for workers, which nobody waits for: they are more patient with a table that takes no more at the moment. */
export const openTableForWork = (name: string): Table => openTable(name, new DynamoDBClient(WORK_PATH));
