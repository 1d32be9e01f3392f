import { rmSync } from 'node:fs';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import type { EngineCall, Fault } from '../../local/engines/tap.ts';
import { type FixtureRun, startFixtureForTest, temporaryFolder } from './fixture/fixture-run.ts';

const bucketOf = (run: FixtureRun) => run.resource('Stores/Files').ref;

/** Lets a function sign a URL. */
async function sign(run: FixtureRun, event: { sign: string; Key: string; UploadId?: string; PartNumber?: number }) {
  const result = await run.invoke('Services/Files', event);
  if (result.kind !== 'success') throw new Error(`nothing was signed: ${JSON.stringify(result)}`);
  return String(result.value);
}

/** Lets a function sign URLs, puts parts to them as a browser does, and completes the upload. */
async function upload(run: FixtureRun, Key: string, content: string): Promise<void> {
  const Bucket = bucketOf(run);
  const { UploadId = '' } = await run.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const url = await sign(run, { sign: 'part', Key, UploadId, PartNumber: 1 });
  const answer = await fetch(url, { method: 'PUT', body: content, headers: { origin: 'https://crm.example.com' } });
  expect(answer.headers.get('access-control-expose-headers')).toBe('ETag');
  const Parts = [{ PartNumber: 1, ETag: answer.headers.get('etag') ?? '' }];
  await run.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
}

test('a function hears of a new object through its queue and reads it', async () => {
  const run = await startFixtureForTest();
  await run.idle();
  expect(run.logOf('Services/Files')).toEqual(['s3:TestEvent']);
  await upload(run, 'inbox/a b.csv', 'name,e-mail');
  await run.s3.send(new PutObjectCommand({ Bucket: bucketOf(run), Key: 'inbox/c.csv', Body: 'hello' }));
  await run.s3.send(new PutObjectCommand({ Bucket: bucketOf(run), Key: 'outbox/c.csv', Body: 'hello' }));
  await run.idle();
  expect(run.logOf('Services/Files').slice(1)).toEqual([
    'ObjectCreated:CompleteMultipartUpload inbox/a b.csv 11 name,e-mail',
    'ObjectCreated:Put inbox/c.csv 5 hello',
  ]);
});

test('objects are there after a stop and a start on the same data folder', async () => {
  const dataDir = temporaryFolder();
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = await startFixtureForTest({ dataDir });
  const object = { Bucket: bucketOf(first), Key: 'kept' };
  await first.s3.send(new PutObjectCommand({ ...object, Body: 'content' }));
  await first.stop();
  const second = await startFixtureForTest({ dataDir });
  const { Body } = await second.s3.send(new GetObjectCommand(object));
  expect(await Body?.transformToString()).toBe('content');
});

test('the names of a bucket are what the cloud would make of the template', async () => {
  const run = await startFixtureForTest();
  const { ref, arn } = run.resource('Stores/Files');
  expect(ref).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
  expect(arn).toBe(`arn:aws:s3:::${ref}`);
});

test('a listener sees the calls to S3 of a function, those to URLs that it signed included, and nobody else', async () => {
  const calls: EngineCall[] = [];
  const run = await startFixtureForTest({ onEngineCall: (call) => void calls.push(call) });
  const functionId = run.resource('Services/Files').logicalId;
  const Bucket = bucketOf(run);
  const url = await sign(run, { sign: 'put', Key: 'inbox/a.csv' });
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: 'https://crm.example.com', 'access-control-request-method': 'PUT' },
  });
  expect(preflight.status).toBe(200);
  const body = 'x'.repeat(200_000);
  expect((await fetch(url, { method: 'PUT', body })).status).toBe(200);
  await run.idle();
  expect(run.logOf('Services/Files').at(-1)).toBe(`ObjectCreated:Put inbox/a.csv 200000 ${'x'.repeat(20)}`);
  const download = await fetch(await sign(run, { sign: 'get', Key: 'inbox/a.csv' }));
  expect(await download.text()).toBe(body);
  const ofS3 = calls.filter(({ service }) => service === 's3');
  expect(ofS3).toEqual([
    { functionId, service: 's3', operation: 'PutObject', input: { Bucket, Key: 'inbox/a.csv', presigned: true } },
    { functionId, service: 's3', operation: 'GetObject', input: { Bucket, Key: 'inbox/a.csv' } },
    { functionId, service: 's3', operation: 'GetObject', input: { Bucket, Key: 'inbox/a.csv', presigned: true } },
  ]);
});

test('a part that is put through the tap is told with its upload and its number', async () => {
  const calls: EngineCall[] = [];
  const run = await startFixtureForTest({ onEngineCall: (call) => void calls.push(call) });
  await upload(run, 'outbox/a', 'content');
  const part = calls.find(({ operation }) => operation === 'UploadPart');
  expect(part?.input).toEqual({
    Bucket: bucketOf(run),
    Key: 'outbox/a',
    uploadId: expect.any(String),
    partNumber: '1',
    presigned: true,
  });
});

test('a fault in a call to S3 reaches its caller', async () => {
  let fault: Fault | undefined;
  const run = await startFixtureForTest({ onEngineCall: ({ service }) => (service === 's3' ? fault : undefined) });
  const put = await sign(run, { sign: 'put', Key: 'one' });
  fault = { kind: 'error', status: 503, code: 'SlowDown', message: 'Reduce your <rate>' };
  const refused = await fetch(put, { method: 'PUT', body: 'x'.repeat(1_000_000) });
  expect([refused.status, await refused.text()]).toEqual([
    503,
    expect.stringContaining('<Code>SlowDown</Code><Message>Reduce your &lt;rate&gt;</Message>'),
  ]);
  fault = { kind: 'lose-answer' };
  await expect(fetch(put, { method: 'PUT', body: 'stored' })).rejects.toThrow();
  fault = { kind: 'delay', ms: 1 };
  const answer = await fetch(await sign(run, { sign: 'get', Key: 'one' }));
  expect(await answer.text()).toBe('stored');
});

test('a function that S3 refuses gets the error by its name and sees the message again', async () => {
  let refusals = 0;
  const run = await startFixtureForTest({
    onEngineCall: ({ operation }) => {
      if (operation !== 'GetObject' || refusals > 0) return undefined;
      refusals += 1;
      return { kind: 'error', status: 503, code: 'SlowDown' };
    },
  });
  await run.s3.send(new PutObjectCommand({ Bucket: bucketOf(run), Key: 'inbox/a.csv', Body: 'hello' }));
  await run.idle();
  const log = run.logOf('Services/Files').join('\n');
  expect(log).toContain('"errorType":"SlowDown"');
  expect(log).toContain('ObjectCreated:Put inbox/a.csv 5 hello');
});
