import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bucketName as Bucket, type BucketRun, startBucketProcess, startBucketsForTest } from './bucket-run.ts';
import { temporaryFolder, until } from './fixture/fixture-run.ts';

const put = (
  run: BucketRun,
  Key: string,
  Body: PutObjectCommandInput['Body'],
  more: Partial<PutObjectCommandInput> = {},
) => run.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const read = async (run: BucketRun, Key: string, Range?: string) => {
  const { Body, ...rest } = await run.client.send(new GetObjectCommand({ Bucket, Key, Range }));
  return { ...rest, text: await Body?.transformToString() };
};
const bodiesOf = (run: BucketRun) => readdirSync(join(run.dataDir, 's3', 'bodies'));

describe('objects', () => {
  test('are given back with what they were stored with', async () => {
    const run = await startBucketsForTest();
    const key = 'a b/ü+&<%>/../x.csv';
    const stored = await put(run, key, 'hello', {
      ContentType: 'text/csv',
      CacheControl: 'no-store',
      Metadata: { source: 'test' },
    });
    expect(stored.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await read(run, key)).toMatchObject({
      text: 'hello',
      ContentType: 'text/csv',
      CacheControl: 'no-store',
      Metadata: { source: 'test' },
      ContentLength: 5,
      ETag: stored.ETag,
    });
    const head = await run.client.send(new HeadObjectCommand({ Bucket, Key: key }));
    expect(head).toMatchObject({ ContentLength: 5, ETag: stored.ETag, ContentType: 'text/csv' });
    expect(Date.now() - (head.LastModified?.getTime() ?? 0)).toBeLessThan(60_000);
  });

  test('come as streams of S3 chunks, too, and as nothing at all', async () => {
    const run = await startBucketsForTest();
    const bytes = randomBytes(300_000);
    await put(run, 'streamed', Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), {
      ContentLength: bytes.length,
    });
    const { Body, ContentEncoding } = await run.client.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
    expect(ContentEncoding).toBeUndefined();
    await put(run, 'empty', Buffer.alloc(0));
    expect(await read(run, 'empty')).toMatchObject({ text: '', ContentLength: 0 });
  });

  test('are read in ranges', async () => {
    const run = await startBucketsForTest();
    await put(run, 'digits', '0123456789');
    expect(await read(run, 'digits', 'bytes=2-4')).toMatchObject({ text: '234', ContentRange: 'bytes 2-4/10' });
    expect(await read(run, 'digits', 'bytes=7-')).toMatchObject({ text: '789', ContentRange: 'bytes 7-9/10' });
    expect(await read(run, 'digits', 'bytes=-2')).toMatchObject({ text: '89' });
    expect(await read(run, 'digits', 'bytes=8-99')).toMatchObject({ text: '89', ContentRange: 'bytes 8-9/10' });
    await expect(read(run, 'digits', 'bytes=10-12')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  test('are replaced and removed, and their files with them', async () => {
    const run = await startBucketsForTest();
    await put(run, 'one', 'first');
    await put(run, 'one', 'second');
    expect((await read(run, 'one')).text).toBe('second');
    expect(bodiesOf(run)).toHaveLength(1);
    await run.client.send(new DeleteObjectCommand({ Bucket, Key: 'one' }));
    await run.client.send(new DeleteObjectCommand({ Bucket, Key: 'one' }));
    expect(bodiesOf(run)).toHaveLength(0);
    await expect(read(run, 'one')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(run.client.send(new HeadObjectCommand({ Bucket, Key: 'one' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  test('are read to the end although they are removed meanwhile', async () => {
    const run = await startBucketsForTest();
    const bytes = randomBytes(8 * 1024 * 1024);
    await put(run, 'large', bytes);
    const { Body } = await run.client.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    await run.client.send(new DeleteObjectCommand({ Bucket, Key: 'large' }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
    await until(() => bodiesOf(run).length === 0);
  });

  test('are written and read on conditions', async () => {
    const run = await startBucketsForTest();
    const { ETag } = await put(run, 'one', 'first', { IfNoneMatch: '*' });
    await expect(put(run, 'one', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put(run, 'one', 'second', { IfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    expect((await read(run, 'one')).text).toBe('first');
    await put(run, 'one', 'second', { IfMatch: ETag });
    await expect(run.client.send(new GetObjectCommand({ Bucket, Key: 'one', IfMatch: ETag }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    expect(bodiesOf(run)).toHaveLength(1);
  });

  test('are not stored when their content is not what the caller says', async () => {
    const run = await startBucketsForTest();
    await expect(put(run, 'one', 'hello', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put(run, 'one', 'hello', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    expect(bodiesOf(run)).toHaveLength(0);
  });

  test('of which only a part arrives leave nothing behind', async () => {
    const run = await startBucketsForTest();
    const broken = request(`${run.api.endpoint}/${Bucket}/half`, {
      method: 'PUT',
      headers: { authorization: 'x', 'content-length': 1000 },
    });
    broken.on('error', () => undefined);
    broken.write('only this');
    await until(() => bodiesOf(run).length === 1);
    broken.destroy();
    await until(() => bodiesOf(run).length === 0);
    await expect(read(run, 'half')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('are there after a restart, and files that belong to none are not', async () => {
    const first = await startBucketsForTest();
    await put(first, 'kept', 'content', { ContentType: 'text/csv' });
    await first.stop();
    writeFileSync(join(first.dataDir, 's3', 'bodies', 'of-a-broken-call'), 'half');
    const second = await startBucketsForTest({}, { dataDir: first.dataDir });
    expect(await read(second, 'kept')).toMatchObject({ text: 'content', ContentType: 'text/csv' });
    expect(bodiesOf(second)).toHaveLength(1);
  });

  test('that were stored are there after a kill, and what was under way is not', async () => {
    const dataDir = temporaryFolder();
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const { child, endpoint } = await startBucketProcess(dataDir);
    const headers = { authorization: 'x' };
    await fetch(`${endpoint}/${Bucket}/stored`, { method: 'PUT', headers, body: 'stored' });
    const half = request(`${endpoint}/${Bucket}/half`, {
      method: 'PUT',
      headers: { ...headers, 'content-length': 99 },
    });
    half.on('error', () => undefined);
    half.write('only this');
    await until(() => readdirSync(join(dataDir, 's3', 'bodies')).length === 2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const run = await startBucketsForTest({}, { dataDir });
    expect((await read(run, 'stored')).text).toBe('stored');
    await expect(read(run, 'half')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(bodiesOf(run)).toHaveLength(1);
  });
});

describe('a list of objects', () => {
  const list = (run: BucketRun, more: object) => run.client.send(new ListObjectsV2Command({ Bucket, ...more }));

  test('has the keys under a prefix in the order of their bytes, page by page', async () => {
    const run = await startBucketsForTest();
    for (const key of ['b/2', 'a', 'b/10', 'b/Z', 'b/ü', 'b/&<', 'c']) await put(run, key, key);
    const first = await list(run, { Prefix: 'b/', MaxKeys: 3 });
    expect(first.Contents?.map(({ Key }) => Key)).toEqual(['b/&<', 'b/10', 'b/2']);
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
    const second = await list(run, { Prefix: 'b/', MaxKeys: 3, ContinuationToken: first.NextContinuationToken });
    expect(second.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['b/Z', 3],
      ['b/ü', 4],
    ]);
    expect(second.IsTruncated).toBe(false);
    expect((await list(run, { StartAfter: 'b/ü' })).Contents?.map(({ Key }) => Key)).toEqual(['c']);
  });

  test('puts keys together up to a delimiter', async () => {
    const run = await startBucketsForTest();
    for (const key of ['top', 'x/1', 'x/2', 'y/1']) await put(run, key, key);
    const first = await list(run, { Delimiter: '/', MaxKeys: 2 });
    expect(first.Contents?.map(({ Key }) => Key)).toEqual(['top']);
    expect(first.CommonPrefixes).toEqual([{ Prefix: 'x/' }]);
    const second = await list(run, { Delimiter: '/', ContinuationToken: first.NextContinuationToken });
    expect(second.CommonPrefixes).toEqual([{ Prefix: 'y/' }]);
    expect(second.Contents).toBeUndefined();
  });
});

describe('presigned URLs', () => {
  test('let anybody put and get, with a file name of the signer', async () => {
    const run = await startBucketsForTest();
    run.client.config.requestChecksumCalculation = () => Promise.resolve('WHEN_REQUIRED');
    const expiresIn = 60;
    const upload = await getSignedUrl(run.client, new PutObjectCommand({ Bucket, Key: 'a b' }), { expiresIn });
    expect(new URL(upload).pathname).toBe(`/${Bucket}/a%20b`);
    expect((await fetch(upload, { method: 'PUT', body: 'by a browser' })).status).toBe(200);
    const ResponseContentDisposition = 'attachment; filename="results.csv"';
    const get = new GetObjectCommand({ Bucket, Key: 'a b', ResponseContentDisposition });
    const answer = await fetch(await getSignedUrl(run.client, get, { expiresIn }));
    expect(await answer.text()).toBe('by a browser');
    expect(answer.headers.get('content-disposition')).toBe(ResponseContentDisposition);
  });

  test('expire', async () => {
    const run = await startBucketsForTest();
    await put(run, 'one', 'x');
    const signingDate = new Date(Date.now() - 120_000);
    const url = await getSignedUrl(run.client, new GetObjectCommand({ Bucket, Key: 'one' }), {
      expiresIn: 60,
      signingDate,
    });
    const answer = await fetch(url);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
  });

  test('that were signed with the checksum of an empty body take no other one', async () => {
    const run = await startBucketsForTest();
    const url = await getSignedUrl(run.client, new PutObjectCommand({ Bucket, Key: 'one' }), { expiresIn: 60 });
    expect(url).toContain('x-amz-checksum-crc32=AAAAAA');
    expect(await (await fetch(url, { method: 'PUT', body: 'x' })).text()).toContain('<Code>BadDigest</Code>');
  });
});

describe('what is refused', () => {
  test('is a call that nobody signed', async () => {
    const run = await startBucketsForTest();
    const answer = await fetch(`${run.api.endpoint}/${Bucket}/one`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  });

  test('is a bucket that the template has not', async () => {
    const run = await startBucketsForTest();
    await run.client.send(new HeadBucketCommand({ Bucket }));
    await expect(run.client.send(new PutObjectCommand({ Bucket: 'other', Key: 'k', Body: 'x' }))).rejects.toMatchObject(
      {
        name: 'NoSuchBucket',
      },
    );
  });

  test('is an operation that is not carried out here, by its name', async () => {
    const run = await startBucketsForTest();
    await expect(run.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'k' }))).rejects.toThrow(
      'There is no GET object tagging in a local run',
    );
    const part = { Bucket, Key: 'to', UploadId: 'u', PartNumber: 1, CopySource: `${Bucket}/from` };
    await expect(run.client.send(new UploadPartCopyCommand(part))).rejects.toThrow(
      'There is no UploadPartCopy in a local run',
    );
  });

  test('is a body without a length, and a key that is too long', async () => {
    const run = await startBucketsForTest();
    const chunked = request(`${run.api.endpoint}/${Bucket}/one`, {
      method: 'PUT',
      headers: { authorization: 'x', 'transfer-encoding': 'chunked' },
    });
    chunked.end('x');
    const [answer] = await once(chunked, 'response');
    expect([answer.statusCode, await text(answer)]).toEqual([411, expect.stringContaining('MissingContentLength')]);
    await expect(put(run, 'ü'.repeat(513), 'x')).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });
});
