import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { accessKeyFor } from '../../local/engines/access-key.ts';
import { type EngineCall, startTap } from '../../local/engines/tap.ts';
import { bucketName as Bucket, type BucketRun, startBucketsForTest } from './bucket-run.ts';

const copy = (run: BucketRun, CopySource: string, Key: string, more: Partial<CopyObjectCommandInput> = {}) =>
  run.client.send(new CopyObjectCommand({ Bucket, Key, CopySource, ...more }));
const notifications = [
  { id: 'Copies', event: 's3:ObjectCreated:Copy', prefix: 'to/', suffix: '', queueUrl: 'http://queue' },
];
const put = (run: BucketRun, Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  run.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const read = async (run: BucketRun, Key: string) => {
  const { Body, ...rest } = await run.client.send(new GetObjectCommand({ Bucket, Key }));
  return { ...rest, text: await Body?.transformToString() };
};
const bodiesOf = (run: BucketRun) => readdirSync(join(run.dataDir, 's3', 'bodies'));

test('a copy has the content and the headers of its source, and its queue hears of it', async () => {
  const run = await startBucketsForTest({ notifications });
  const key = 'a b/ü+&<%>/?x.csv';
  await put(run, key, 'hello', { ContentType: 'text/csv', Metadata: { source: 'test' } });
  const encoded = key.split('/').map(encodeURIComponent).join('/');
  const { CopyObjectResult } = await copy(run, `${Bucket}/${encoded}`, 'to/b', { ContentType: 'text/plain' });
  expect(CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
  const copied = await read(run, 'to/b');
  expect(copied).toMatchObject({ text: 'hello', ContentType: 'text/csv', Metadata: { source: 'test' } });
  expect(copied).toMatchObject({ ETag: CopyObjectResult?.ETag, ContentLength: 5 });
  expect(CopyObjectResult?.LastModified?.toUTCString()).toBe(copied.LastModified?.toUTCString());
  expect(run.sent.slice(1)).toEqual([
    {
      queueUrl: 'http://queue',
      message: {
        Records: [
          expect.objectContaining({
            eventName: 'ObjectCreated:Copy',
            s3: expect.objectContaining({ object: expect.objectContaining({ key: 'to/b', size: 5 }) }),
          }),
        ],
      },
    },
  ]);
});

test('a copy stays when its source goes, and replaces what was there', async () => {
  const run = await startBucketsForTest();
  await put(run, 'from', 'new');
  await put(run, 'to', 'old');
  await copy(run, `/${Bucket}/from`, 'to');
  await run.client.send(new DeleteObjectCommand({ Bucket, Key: 'from' }));
  expect((await read(run, 'to')).text).toBe('new');
  expect(bodiesOf(run)).toHaveLength(1);
});

test('a copy has other headers when the caller says so, even in the place of its source', async () => {
  const run = await startBucketsForTest();
  await put(run, 'one', 'hello', { ContentType: 'text/csv', Metadata: { source: 'test' } });
  const more = { MetadataDirective: 'REPLACE', ContentType: 'text/plain' } as const;
  await copy(run, `${Bucket}/one`, 'one', more);
  expect(await read(run, 'one')).toMatchObject({ text: 'hello', ContentType: 'text/plain', Metadata: {} });
  await expect(copy(run, `${Bucket}/one`, 'one')).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test('a copy of an object that came in parts is one piece', async () => {
  const run = await startBucketsForTest();
  const pieces = [randomBytes(5 * 1024 * 1024), randomBytes(1000)];
  const upload = { Bucket, Key: 'from' };
  const { UploadId } = await run.client.send(new CreateMultipartUploadCommand(upload));
  const Parts = [];
  for (const [at, Body] of pieces.entries()) {
    const part = { ...upload, UploadId, PartNumber: at + 1, Body };
    Parts.push({ PartNumber: at + 1, ETag: (await run.client.send(new UploadPartCommand(part))).ETag });
  }
  await run.client.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }));
  const { CopyObjectResult } = await copy(run, `${Bucket}/from`, 'to');
  const whole = Buffer.concat(pieces);
  expect(CopyObjectResult?.ETag).toBe(`"${createHash('md5').update(whole).digest('hex')}"`);
  const { Body } = await run.client.send(new GetObjectCommand({ Bucket, Key: 'to' }));
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true);
  expect(bodiesOf(run)).toHaveLength(3);
});

test('a copy may come from another bucket, but from no unknown one', async () => {
  const run = await startBucketsForTest();
  await run.api.ensureBucket({ name: 'other', corsRules: [], notifications: [] });
  await run.client.send(new PutObjectCommand({ Bucket: 'other', Key: 'from', Body: 'elsewhere' }));
  await copy(run, 'other/from', 'to');
  expect((await read(run, 'to')).text).toBe('elsewhere');
  await expect(copy(run, 'unknown/from', 'to')).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('a copy that cannot be made leaves nothing', async () => {
  const run = await startBucketsForTest({ notifications });
  await put(run, 'from', 'hello');
  await expect(copy(run, `${Bucket}/missing`, 'to/b')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(copy(run, Bucket, 'to/b')).rejects.toMatchObject({ name: 'InvalidArgument' });
  await expect(copy(run, `${Bucket}/from?versionId=1`, 'to/b')).rejects.toThrow('Versions of objects');
  await expect(copy(run, `${Bucket}/from`, 'to/b', { CopySourceIfMatch: '"x"' })).rejects.toThrow(
    'x-amz-copy-source-if-match is not taken here',
  );
  await expect(copy(run, `${Bucket}/from`, 'to/b', { IfMatch: '"x"' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(read(run, 'to/b')).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect(bodiesOf(run)).toHaveLength(1);
  expect(run.sent).toHaveLength(1);
});

test('a copy that a function makes is told with its source', async () => {
  const run = await startBucketsForTest();
  const calls: EngineCall[] = [];
  const tap = await startTap({ targets: { s3: run.api.endpoint }, listener: (call) => void calls.push(call) });
  const client = new S3Client({
    endpoint: tap.endpoints.s3,
    region: 'us-east-1',
    credentials: { accessKeyId: accessKeyFor('Copier'), secretAccessKey: 'test' },
  });
  onTestFinished(() => {
    client.destroy();
    return tap.stop();
  });
  await put(run, 'a b/ü', 'hello');
  const CopySource = encodeURIComponent(`/${Bucket}/a b/ü`);
  await client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource }));
  expect((await read(run, 'to')).text).toBe('hello');
  const input = { Bucket, Key: 'to', CopySource: `${Bucket}/a b/ü` };
  expect(calls).toEqual([{ functionId: 'Copier', service: 's3', operation: 'CopyObject', input }]);
});
