import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { bucketName as Bucket, type BucketRun, startBucketsForTest } from './bucket-run.ts';

const MIB = 1024 * 1024;
const Key = 'imports/uploads/1';

async function startUpload(run: BucketRun): Promise<string> {
  run.client.config.requestChecksumCalculation = () => Promise.resolve('WHEN_REQUIRED');
  const command = new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/csv' });
  return (await run.client.send(command)).UploadId ?? '';
}

/** Puts a part as a browser does: to a presigned URL. */
async function putPart(run: BucketRun, UploadId: string, PartNumber: number, bytes: Buffer<ArrayBuffer>) {
  const command = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber });
  const url = await getSignedUrl(run.client, command, { expiresIn: 60 });
  const answer = await fetch(url, { method: 'PUT', body: bytes });
  expect(answer.status).toBe(200);
  return { PartNumber, ETag: answer.headers.get('etag') ?? '' };
}

const complete = (run: BucketRun, UploadId: string, Parts: { PartNumber: number; ETag: string }[]) =>
  run.client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));

const partsOf = async (run: BucketRun, UploadId: string) =>
  (await run.client.send(new ListPartsCommand({ Bucket, Key, UploadId }))).Parts?.map(({ PartNumber }) => PartNumber);

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();
const bodiesOf = (run: BucketRun) => readdirSync(join(run.dataDir, 's3', 'bodies'));

test('parts put to presigned URLs in any order become one object', async () => {
  const run = await startBucketsForTest();
  const uploadId = await startUpload(run);
  const [one, two] = [randomBytes(5 * MIB), randomBytes(1000)];
  const second = await putPart(run, uploadId, 2, two);
  await expect(run.client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  const first = await putPart(run, uploadId, 1, one);
  expect(await partsOf(run, uploadId)).toEqual([1, 2]);
  const { ETag } = await complete(run, uploadId, [first, second]);
  expect(ETag).toBe(`"${md5(Buffer.concat([md5(one), md5(two)])).toString('hex')}-2"`);
  const whole = await run.client.send(new GetObjectCommand({ Bucket, Key }));
  expect(whole).toMatchObject({ ContentType: 'text/csv', ContentLength: one.length + two.length, ETag });
  expect(Buffer.from((await whole.Body?.transformToByteArray()) ?? []).equals(Buffer.concat([one, two]))).toBe(true);
  const Range = `bytes=${one.length - 3}-${one.length + 2}`;
  const across = await run.client.send(new GetObjectCommand({ Bucket, Key, Range }));
  const expected = Buffer.concat([one.subarray(-3), two.subarray(0, 3)]);
  expect(Buffer.from((await across.Body?.transformToByteArray()) ?? []).equals(expected)).toBe(true);
});

test('an upload goes on after a restart with the parts that it has', async () => {
  const first = await startBucketsForTest();
  const uploadId = await startUpload(first);
  const one = await putPart(first, uploadId, 1, randomBytes(5 * MIB));
  await first.stop();
  const second = await startBucketsForTest({}, { dataDir: first.dataDir });
  second.client.config.requestChecksumCalculation = () => Promise.resolve('WHEN_REQUIRED');
  expect(await partsOf(second, uploadId)).toEqual([1]);
  await complete(second, uploadId, [one, await putPart(second, uploadId, 2, Buffer.from('end'))]);
  const Range = 'bytes=-3';
  const { Body } = await second.client.send(new GetObjectCommand({ Bucket, Key, Range }));
  expect(await Body?.transformToString()).toBe('end');
});

test('a part put twice counts once, and parts that are not named go', async () => {
  const run = await startBucketsForTest();
  const uploadId = await startUpload(run);
  await putPart(run, uploadId, 1, Buffer.from('first try'));
  const one = await putPart(run, uploadId, 1, Buffer.from('second try'));
  await putPart(run, uploadId, 2, Buffer.from('not wanted'));
  await complete(run, uploadId, [one]);
  const { Body } = await run.client.send(new GetObjectCommand({ Bucket, Key }));
  expect(await Body?.transformToString()).toBe('second try');
  expect(bodiesOf(run)).toHaveLength(1);
});

test('an upload that is given up leaves nothing', async () => {
  const run = await startBucketsForTest();
  const uploadId = await startUpload(run);
  const part = await putPart(run, uploadId, 1, Buffer.from('x'));
  await run.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: uploadId }));
  expect(bodiesOf(run)).toHaveLength(0);
  await expect(complete(run, uploadId, [part])).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('an upload is not completed with parts that are missing, in disorder or too small', async () => {
  const run = await startBucketsForTest();
  const uploadId = await startUpload(run);
  const one = await putPart(run, uploadId, 1, Buffer.from('small'));
  const two = await putPart(run, uploadId, 2, Buffer.from('small'));
  const absent = { PartNumber: 3, ETag: one.ETag };
  await expect(complete(run, uploadId, [one, absent])).rejects.toMatchObject({ name: 'InvalidPart' });
  const other = { ...one, ETag: '"0"' };
  await expect(complete(run, uploadId, [other])).rejects.toMatchObject({ name: 'InvalidPart' });
  await expect(complete(run, uploadId, [two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  await expect(complete(run, uploadId, [one, two])).rejects.toMatchObject({ name: 'EntityTooSmall' });
  await expect(complete(run, uploadId, [])).rejects.toMatchObject({ name: 'MalformedXML' });
  await complete(run, uploadId, [two]);
});

test('an upload takes parts for its own key and with a number that S3 has', async () => {
  const run = await startBucketsForTest();
  const UploadId = await startUpload(run);
  const part = { Bucket, Key, UploadId, PartNumber: 1, Body: 'x' };
  await expect(run.client.send(new UploadPartCommand({ ...part, Key: 'other' }))).rejects.toMatchObject({
    name: 'NoSuchUpload',
  });
  await expect(run.client.send(new UploadPartCommand({ ...part, PartNumber: 10_001 }))).rejects.toMatchObject({
    name: 'InvalidArgument',
  });
});
