import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { accessKeyFor, functionOf } from '../../local/engines/access-key.ts';
import { type DynamoDbEngine, startDynamoDb } from '../../local/engines/dynamodb.ts';
import { type SqsEngine, startSqs } from '../../local/engines/sqs.ts';
import { type EngineCall, type Fault, startTap, type Tap } from '../../local/engines/tap.ts';

let dataDir: string;
let dynamodb: DynamoDbEngine;
let sqs: SqsEngine;
let queueName: string;
let tap: Tap;
let calls: EngineCall[];
let fault: (call: EngineCall) => Fault | undefined;
const clients: { destroy(): void }[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tap-'));
  dynamodb = await startDynamoDb({ dataDir, log: () => {} });
  sqs = await startSqs();
  await dynamodb.ensureTable({
    name: 'things',
    attributes: [{ AttributeName: 'pk', AttributeType: 'S' }],
    keySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    indexes: [],
  });
  queueName = new URL((await sqs.ensureQueue({ name: 'work' })).url).pathname;
});

afterAll(async () => {
  await sqs.stop();
  await dynamodb.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

beforeEach(async () => {
  calls = [];
  fault = () => undefined;
  tap = await startTap({
    targets: { dynamodb: dynamodb.endpoint, sqs: sqs.endpoint },
    listener: (call) => {
      calls.push(call);
      return fault(call);
    },
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const client of clients.splice(0)) client.destroy();
  await tap.stop();
});

function table(functionId: string, maxAttempts = 1): DynamoDBClient {
  const client = new DynamoDBClient({
    endpoint: tap.endpoints.dynamodb ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: accessKeyFor(functionId), secretAccessKey: 'local' },
    maxAttempts,
  });
  clients.push(client);
  return client;
}

const put = (pk: string) => new PutItemCommand({ TableName: 'things', Item: { pk: { S: pk } } });
const get = (pk: string) => new GetItemCommand({ TableName: 'things', Key: { pk: { S: pk } }, ConsistentRead: true });

it('tells functions apart by their access keys, whatever their names', () => {
  for (const id of ['CaptureFn1A2B', 'Stack/Fn-ü', '']) {
    const key = accessKeyFor(id);
    expect(key).toMatch(/^[A-Za-z0-9]+$/);
    expect(functionOf(`AWS4-HMAC-SHA256 Credential=${key}/20250101/us-east-1/sqs/aws4_request, Signature=x`)).toBe(id);
  }
  expect(functionOf('AWS4-HMAC-SHA256 Credential=somebody/20250101/x')).toBe('somebody');
  expect(functionOf(undefined)).toBe('');
});

it('passes calls on and records who made them', async () => {
  await table('WriterFn').send(put('1'));
  expect((await table('ReaderFn').send(get('1'))).Item).toEqual({ pk: { S: '1' } });
  expect(calls).toEqual([
    {
      functionId: 'WriterFn',
      service: 'dynamodb',
      operation: 'PutItem',
      input: { TableName: 'things', Item: { pk: { S: '1' } } },
    },
    expect.objectContaining({ functionId: 'ReaderFn', operation: 'GetItem' }),
  ]);
});

it('sees queue calls of a client that has its address from the environment when the queue URL carries the origin of the tap', async () => {
  const url = `${tap.endpoints.sqs}${queueName}`;
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', tap.endpoints.sqs ?? '');
  const client = new SQSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: accessKeyFor('SenderFn'), secretAccessKey: 'local' },
  });
  clients.push(client);
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'hello' }));
  expect(calls).toEqual([
    {
      functionId: 'SenderFn',
      service: 'sqs',
      operation: 'SendMessage',
      input: { QueueUrl: url, MessageBody: 'hello' },
    },
  ]);
});

it('answers with an error of AWS in place of the engine', async () => {
  fault = () => ({ kind: 'error', status: 400, code: 'ProvisionedThroughputExceededException', message: 'slow down' });
  await expect(table('Fn').send(put('throttled'))).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    message: 'slow down',
  });
  fault = () => undefined;
  expect((await table('Fn').send(get('throttled'))).Item).toBeUndefined();
});

it('answers with a cancelled transaction and its reasons', async () => {
  fault = () => ({
    kind: 'error',
    status: 400,
    code: 'TransactionCanceledException',
    body: { CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }] },
  });
  const transaction = new TransactWriteItemsCommand({
    TransactItems: [{ Put: { TableName: 'things', Item: { pk: { S: 'tx' } } } }],
  });
  const error = await table('Fn')
    .send(transaction)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TransactionCanceledException);
  expect(error).toMatchObject({ CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }] });
});

it('answers with an error of SQS in place of the engine', async () => {
  fault = () => ({ kind: 'error', status: 403, code: 'RequestThrottled' });
  const url = `${tap.endpoints.sqs}${queueName}`;
  const client = new SQSClient({
    endpoint: tap.endpoints.sqs ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: accessKeyFor('Fn'), secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  clients.push(client);
  await expect(client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'm' }))).rejects.toMatchObject({
    name: 'RequestThrottled',
  });
});

it('lets a call through and loses its answer, once, so that a retry meets the work of the first', async () => {
  let lost = 0;
  fault = () => {
    lost += 1;
    return lost === 1 ? { kind: 'lose-answer' } : undefined;
  };
  const once = new PutItemCommand({
    TableName: 'things',
    Item: { pk: { S: 'lost' } },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  await expect(table('Fn', 3).send(once)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  expect(calls).toHaveLength(2);
  expect((await table('Fn').send(get('lost'))).Item).toBeDefined();
});

it('holds a call back', async () => {
  fault = (call) => (call.operation === 'PutItem' ? { kind: 'delay', ms: 300 } : undefined);
  const slow = table('Fn').send(put('delayed'));
  expect((await table('Fn').send(get('delayed'))).Item).toBeUndefined();
  await slow;
  expect((await table('Fn').send(get('delayed'))).Item).toBeDefined();
});

it('says what went wrong when its listener throws', async () => {
  fault = () => {
    throw new Error('the listener is broken');
  };
  await expect(table('Fn').send(put('x'))).rejects.toThrow('the listener is broken');
});
