import { createHash, randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { checkWrite } from './object-conditions.ts';
import type { Part, StoredObject, Upload } from './object-index.ts';
import { headersToKeep } from './object-operations.ts';
import { receiveBody } from './receive-body.ts';
import { S3Error } from './s3-error.ts';
import type { Call, Operation, Store } from './store.ts';
import { element, writtenElements } from './xml.ts';

// All three: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const mostParts = 10_000;
const smallestPart = 5 * 1024 * 1024;
const partsAPage = 1000;

const noSuchUpload = () => new S3Error(404, 'NoSuchUpload', 'The specified multipart upload does not exist.');

const placeElements = ({ bucket, key }: Call): string[] => [element('Bucket', bucket), element('Key', key)];

function findUpload({ bucket, key, query }: Call, { index }: Store): Upload {
  const upload = index.upload(query.get('uploadId') ?? '');
  if (upload === undefined || upload.bucket !== bucket || upload.key !== key) throw noSuchUpload();
  return upload;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload: Operation = (call, { index }) => {
  if (call.headers['x-amz-checksum-algorithm'] !== undefined) {
    // Each part must then come with its checksum, which one that a browser sends to a presigned URL has not.
    throw new S3Error(501, 'NotImplemented', 'Uploads with a checksum algorithm are not taken here');
  }
  const upload = { id: randomUUID(), bucket: call.bucket, key: call.key, headers: headersToKeep(call) };
  index.addUpload(upload);
  return {
    status: 200,
    body: element('InitiateMultipartUploadResult', [...placeElements(call), element('UploadId', upload.id)]),
  };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: Operation = async (call, store) => {
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > mostParts) {
    throw new S3Error(400, 'InvalidArgument', `Part number must be an integer between 1 and ${mostParts}, inclusive`);
  }
  const { id } = findUpload(call, store);
  const saved = await receiveBody(call, store);
  if (store.index.upload(id) === undefined) {
    // Completed or aborted while the content came in.
    await store.files.remove([saved]);
    throw noSuchUpload();
  }
  const part = { number, etag: saved.md5.toString('hex'), size: saved.size, file: saved.file, modified: Date.now() };
  await store.files.remove(store.index.putPart(id, part));
  return { status: 200, headers: { etag: `"${part.etag}"` } };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts: Operation = (call, store) => {
  const upload = findUpload(call, store);
  const after = Number(call.query.get('part-number-marker') ?? 0);
  const limit = Math.min(Number(call.query.get('max-parts') ?? partsAPage), partsAPage);
  const left = store.index.parts(upload.id).filter(({ number }) => number > after);
  const page = left.slice(0, limit);
  return {
    status: 200,
    body: element('ListPartsResult', [
      ...placeElements(call),
      element('UploadId', upload.id),
      element('PartNumberMarker', after),
      element('NextPartNumberMarker', page.at(-1)?.number ?? 0),
      element('MaxParts', limit),
      element('IsTruncated', left.length > page.length),
      ...page.map((part) =>
        element('Part', [element('PartNumber', part.number), ...writtenElements(part), element('Size', part.size)]),
      ),
    ]),
  };
};

const contentOf = (xml: string, name: string): string =>
  (new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&#34;', '"');

/** The parts that a request names, checked against those that were uploaded. */
function chosenParts(xml: string, parts: readonly Part[]): Part[] {
  const byNumber = new Map(parts.map((part) => [part.number, part]));
  const chosen = xml.match(/<Part>.*?<\/Part>/gs)?.map((block): Part => {
    const part = byNumber.get(Number(contentOf(block, 'PartNumber')));
    if (part === undefined || part.etag !== contentOf(block, 'ETag').replaceAll('"', '')) {
      throw new S3Error(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
    }
    return part;
  });
  if (chosen === undefined) {
    throw new S3Error(400, 'MalformedXML', 'The XML you provided was not well-formed or names no part');
  }
  for (const [at, { number, size }] of chosen.entries()) {
    const next = chosen[at + 1];
    if (next === undefined) break;
    if (next.number <= number) {
      throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
    }
    if (size < smallestPart) {
      throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    }
  }
  return chosen;
}

/**
 * Makes the object of its parts as they lie there: nothing is copied.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export const completeMultipartUpload: Operation = async (call, store) => {
  const xml = await text(call.body);
  const upload = findUpload(call, store);
  const parts = chosenParts(xml, store.index.parts(upload.id));
  checkWrite(call, store.index.object(call.bucket, call.key));
  // The MD5 of the parts' MD5s, and how many there are.
  const md5 = createHash('md5').update(Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex'))));
  const object: StoredObject = {
    key: call.key,
    etag: `${md5.digest('hex')}-${parts.length}`,
    modified: Date.now(),
    headers: upload.headers,
    bodies: parts.map(({ file, size }) => ({ file, size })),
    crc32: null,
  };
  await store.files.remove(store.index.endUpload(upload, object));
  await store.created(call.definition, object, 'ObjectCreated:CompleteMultipartUpload');
  return {
    status: 200,
    body: element('CompleteMultipartUploadResult', [...placeElements(call), element('ETag', `"${object.etag}"`)]),
  };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload: Operation = async (call, store) => {
  await store.files.remove(store.index.endUpload(findUpload(call, store)));
  return { status: 204 };
};
