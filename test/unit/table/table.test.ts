import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { hasVersion, isNew, openTable, type Write } from '../../../lib/table/table.ts';
import { ConditionFailed, Contention, failedOn } from '../../../lib/table/write-errors.ts';

const documents = mockClient(DynamoDBDocumentClient);
const client = new DynamoDBClient({ region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const table = openTable('sluice', client);

const WRITES: readonly Write[] = [
  { label: 'lead', put: { pk: 'PARTY#1', sk: 'T#1' }, condition: isNew },
  { label: 'email-identity', put: { pk: 'EMAIL#a', sk: 'EMAIL' }, condition: isNew },
  { label: 'timeline-entry', put: { pk: 'PARTY#1', sk: 'T#2' } },
];

const named = (name: string): Error => Object.assign(new Error('refused'), { name });

const cancelled = (...codes: string[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
};

beforeEach(() => {
  documents.reset();
});
afterAll(() => {
  documents.restore();
});

describe('reading many items', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ pk: `P${index}`, sk: 'S' }));

  it('asks again for what DynamoDB left unprocessed, until it has everything', async () => {
    documents
      .on(BatchGetCommand)
      .resolvesOnce({
        Responses: { sluice: [{ pk: 'P0', sk: 'S' }] },
        UnprocessedKeys: { sluice: { Keys: keys(3).slice(1) } },
      })
      .resolvesOnce({
        Responses: { sluice: [{ pk: 'P1', sk: 'S' }] },
        UnprocessedKeys: { sluice: { Keys: keys(3).slice(2) } },
      })
      .resolvesOnce({ Responses: { sluice: [{ pk: 'P2', sk: 'S' }] } });
    expect(await table.getMany(keys(3))).toEqual(keys(3));
    const asked = documents.commandCalls(BatchGetCommand).map((call) => call.args[0].input.RequestItems?.['sluice']);
    expect(asked.map((request) => request?.Keys)).toEqual([keys(3), keys(3).slice(1), keys(3).slice(2)]);
    expect(asked.every((request) => request?.ConsistentRead)).toBe(true);
  });

  it('asks for at most 100 at a time, as BatchGetItem allows', async () => {
    documents.on(BatchGetCommand).callsFake((input) => ({ Responses: { sluice: input.RequestItems.sluice.Keys } }));
    expect(await table.getMany(keys(230))).toEqual(keys(230));
    const sizes = documents
      .commandCalls(BatchGetCommand)
      .map((call) => call.args[0].input.RequestItems?.['sluice']?.Keys?.length);
    expect(sizes).toEqual([100, 100, 30]);
  });

  it('asks for nothing when there are no keys', async () => {
    expect(await table.getMany([])).toEqual([]);
    expect(documents.commandCalls(BatchGetCommand)).toHaveLength(0);
  });
});

describe('a query', () => {
  it('bounds the sort key exclusively on both sides in the one condition that DynamoDB takes', async () => {
    documents.on(QueryCommand).resolves({ Items: [], LastEvaluatedKey: { pk: 'P', sk: 'b' } });
    expect(await table.query({ partition: 'P', after: 'a', before: 'c', limit: 5 })).toEqual({ items: [], more: true });
    expect(documents.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :after AND :before',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
      ExpressionAttributeValues: { ':pk': 'P', ':after': 'a\u0001', ':before': 'c' },
      ScanIndexForward: true,
      Limit: 5,
    });
  });

  it('uses the keys of the index that it asks', async () => {
    documents.on(QueryCommand).resolves({});
    const page = await table.query({ index: 'byOwner', partition: 'O', beginsWith: 'x', newestFirst: true });
    expect(page).toEqual({ items: [], more: false });
    expect(documents.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      IndexName: 'byOwner',
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
      ExpressionAttributeNames: { '#pk': 'ownerKey', '#sk': 'listSort' },
      ScanIndexForward: false,
    });
  });
});

describe('a transaction that is cancelled', () => {
  it('names the write whose condition did not hold', async () => {
    documents.on(TransactWriteCommand).rejects(cancelled('None', 'ConditionalCheckFailed', 'None'));
    const error = await failureOf(table.transact(WRITES));
    expect(error).toBeInstanceOf(ConditionFailed);
    expect(failedOn(error, 'email-identity')).toBe(true);
    expect(failedOn(error, 'lead')).toBe(false);
  });

  for (const reason of ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']) {
    it(`is worth a retry after ${reason}`, async () => {
      documents.on(TransactWriteCommand).rejects(cancelled('None', reason, 'None'));
      expect(await failureOf(table.transact(WRITES))).toBeInstanceOf(Contention);
    });
  }

  it('counts as a failed condition when it met both', async () => {
    documents.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'None', 'ConditionalCheckFailed'));
    expect(failedOn(await failureOf(table.transact(WRITES)), 'timeline-entry')).toBe(true);
  });

  it('stays what it is for any other reason', async () => {
    const error = cancelled('None', 'ValidationError', 'None');
    documents.on(TransactWriteCommand).rejects(error);
    expect(await failureOf(table.transact(WRITES))).toBe(error);
  });
});

describe('a transaction', () => {
  it('whose first try is still under way is asked for again under the same token, so that it is never done twice', async () => {
    documents.on(TransactWriteCommand).rejectsOnce(named('TransactionInProgressException')).resolves({});
    await table.transact(WRITES);
    await table.transact(WRITES);
    const tokens = documents.commandCalls(TransactWriteCommand).map((call) => call.args[0].input.ClientRequestToken);
    expect(tokens).toHaveLength(3);
    expect(tokens[0]).toBeDefined();
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).not.toBe(tokens[0]);
  });

  it('carries puts, updates, removals and checks with their conditions', async () => {
    documents.on(TransactWriteCommand).resolves({});
    const key = { pk: 'P', sk: 'S' };
    await table.transact([
      { label: 'put', put: { ...key, name: 'Acme' }, condition: hasVersion(3) },
      { label: 'update', update: key, set: { text: 'SET a = :a', values: { ':a': 1 } }, condition: isNew },
      { label: 'remove', remove: key },
      { label: 'check', check: key, condition: isNew },
    ]);
    expect(documents.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems).toEqual([
      {
        Put: {
          TableName: 'sluice',
          Item: { ...key, name: 'Acme' },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': 3 },
        },
      },
      {
        Update: {
          TableName: 'sluice',
          Key: key,
          UpdateExpression: 'SET a = :a',
          ConditionExpression: 'attribute_not_exists(pk)',
          ExpressionAttributeValues: { ':a': 1 },
        },
      },
      { Delete: { TableName: 'sluice', Key: key, ConditionExpression: undefined } },
      { ConditionCheck: { TableName: 'sluice', Key: key, ConditionExpression: 'attribute_not_exists(pk)' } },
    ]);
  });
});

describe('a single write', () => {
  const put = () => table.put({ pk: 'P', sk: 'S' }, isNew);
  const update = () => table.update({ pk: 'P', sk: 'S' }, { text: 'ADD turns :count', values: { ':count': 1 } });

  it('says when its condition did not hold', async () => {
    documents.rejects(named('ConditionalCheckFailedException'));
    expect(failedOn(await failureOf(put()), 'put')).toBe(true);
    expect(failedOn(await failureOf(update()), 'update')).toBe(true);
  });

  it('is worth a retry when a transaction is writing the same item', async () => {
    documents.rejects(named('TransactionConflictException'));
    expect(await failureOf(put())).toBeInstanceOf(Contention);
    expect(await failureOf(update())).toBeInstanceOf(Contention);
  });

  it('hands every other error on as it is', async () => {
    const error = named('ResourceNotFoundException');
    documents.on(PutCommand).rejects(error).on(UpdateCommand).rejects(error);
    expect(await failureOf(put())).toBe(error);
    expect(await failureOf(update())).toBe(error);
  });
});
