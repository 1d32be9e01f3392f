import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { CorsRule, QueueNotification } from '../../local/buckets/bucket-definition.ts';
import { bucketName as Bucket, startBucketsForTest } from './bucket-run.ts';

const rule: CorsRule = {
  AllowedOrigins: ['http://127.0.0.1:*', 'https://crm.example.com'],
  AllowedMethods: ['PUT', 'GET'],
  AllowedHeaders: ['content-type', 'x-amz-meta-*'],
  ExposedHeaders: ['ETag'],
  MaxAge: 600,
};
const openRule: CorsRule = { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'], AllowedHeaders: [], ExposedHeaders: [] };

const cors = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

test('a browser that asks first is told what it may do', async () => {
  const run = await startBucketsForTest({ corsRules: [rule] });
  const answer = await fetch(`${run.api.endpoint}/${Bucket}/some/key`, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://127.0.0.1:4321',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'Content-Type, X-Amz-Meta-Name',
    },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('vary')).toContain('Origin');
  expect(cors(answer)).toEqual({
    'access-control-allow-origin': 'http://127.0.0.1:4321',
    'access-control-allow-methods': 'PUT, GET',
    'access-control-allow-headers': 'content-type, x-amz-meta-name',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'ETag',
    'access-control-max-age': '600',
  });
});

test.each([
  ['from another origin', { origin: 'http://127.0.0.1.example.com', method: 'PUT', headers: '' }],
  ['for another method', { origin: 'https://crm.example.com', method: 'DELETE', headers: '' }],
  ['with another header', { origin: 'https://crm.example.com', method: 'PUT', headers: 'content-type,x-other' }],
])('a browser that asks %s is refused', async (_, asked) => {
  const run = await startBucketsForTest({ corsRules: [rule] });
  const answer = await fetch(`${run.api.endpoint}/${Bucket}/some/key`, {
    method: 'OPTIONS',
    headers: {
      origin: asked.origin,
      'access-control-request-method': asked.method,
      'access-control-request-headers': asked.headers,
    },
  });
  expect(answer.status).toBe(403);
  expect(cors(answer)).toEqual({});
});

test('an answer says which origins may read it, a refusal too', async () => {
  const run = await startBucketsForTest({ corsRules: [rule, openRule] });
  await run.client.send(new PutObjectCommand({ Bucket, Key: 'one', Body: 'x' }));
  const url = `${run.api.endpoint}/${Bucket}/one`;
  const headers = { authorization: 'x', origin: 'https://crm.example.com' };
  const expected = {
    'access-control-allow-origin': 'https://crm.example.com',
    'access-control-expose-headers': 'ETag',
  };
  expect(cors(await fetch(url, { headers }))).toMatchObject(expected);
  expect(cors(await fetch(`${url}/absent`, { headers }))).toMatchObject(expected);
  expect(cors(await fetch(url, { headers: { ...headers, origin: 'https://other.example.com' } }))).toEqual({});
  expect(cors(await fetch(url, { headers: { authorization: 'x' } }))).toEqual({});
  const open = await fetch(url, { method: 'HEAD', headers: { ...headers, origin: 'https://other.example.com' } });
  expect(cors(open)).toEqual({ 'access-control-allow-origin': '*', 'access-control-allow-methods': 'HEAD' });
});

const notification: QueueNotification = {
  id: 'new-lists',
  event: 's3:ObjectCreated:*',
  prefix: 'imports/',
  suffix: '.csv',
  queueUrl: 'http://127.0.0.1/queue',
};

test('a queue hears of each new object under its prefix and with its suffix', async () => {
  const run = await startBucketsForTest({ notifications: [notification] });
  for (const Key of ['imports/a b+ü(1).csv', 'imports/a.txt', 'work/a.csv', 'imports/b.csv']) {
    await run.client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
  }
  const [test, ...events] = run.sent;
  expect(test).toMatchObject({ queueUrl: notification.queueUrl, message: { Event: 's3:TestEvent', Bucket } });
  expect(events).toHaveLength(2);
  expect(events[0]?.message).toMatchObject({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventName: 'ObjectCreated:Put',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        s3: {
          configurationId: 'new-lists',
          bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
          object: {
            key: 'imports/a+b%2B%C3%BC%281%29.csv',
            size: 5,
            eTag: '5d41402abc4b2a76b9719d911017c592',
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
        },
      },
    ],
  });
});

test('a queue that wants uploads in parts hears of no other object', async () => {
  const event = 's3:ObjectCreated:CompleteMultipartUpload';
  const run = await startBucketsForTest({ notifications: [{ ...notification, event }] });
  await run.client.send(new PutObjectCommand({ Bucket, Key: 'imports/a.csv', Body: 'hello' }));
  expect(run.sent).toHaveLength(1);
});

test('the test event comes with a new bucket only', async () => {
  const first = await startBucketsForTest({ notifications: [notification] });
  await first.stop();
  const second = await startBucketsForTest({ notifications: [notification] }, { dataDir: first.dataDir });
  expect([first.sent.length, second.sent.length]).toEqual([1, 0]);
});

test('an object is stored although its queue cannot be reached', async () => {
  const first = await startBucketsForTest();
  await first.stop();
  const send = () => Promise.reject(new Error('no queue'));
  const run = await startBucketsForTest({ notifications: [notification] }, { dataDir: first.dataDir, send });
  await run.client.send(new PutObjectCommand({ Bucket, Key: 'imports/a.csv', Body: 'hello' }));
  expect(run.log.join()).toContain('the event of lists/imports/a.csv did not reach its queue');
});
