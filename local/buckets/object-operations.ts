import { checkWrite, isUnchanged, rangeOf } from './object-conditions.ts';
import type { StoredObject } from './object-index.ts';
import { receiveBody } from './receive-body.ts';
import { S3Error } from './s3-error.ts';
import { type Answer, type Call, type Creation, field, type Operation, type Store } from './store.ts';

// Bytes of UTF-8: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
const longestKey = 1024;

// System metadata that the caller sets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
const keptHeaders = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];

/** Gives the headers that an object is stored with and given back with; throws when its key is too long. */
export function headersToKeep({ key, headers }: Call): Record<string, string> {
  if (Buffer.byteLength(key) > longestKey) throw new S3Error(400, 'KeyTooLongError', 'Your key is too long');
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string' || !(keptHeaders.includes(name) || name.startsWith('x-amz-meta-'))) continue;
    // How the body came is nothing of the object.
    const own = name === 'content-encoding' ? value.replace(/\s*aws-chunked\s*,?/, '') : value;
    if (own !== '') kept[name] = own;
  }
  return kept;
}

/** Bytes. */
export const sizeOf = ({ bodies }: StoredObject): number => bodies.reduce((sum, { size }) => sum + size, 0);

/** Gives what is stored under a key; throws when that is nothing. */
export function find({ bucket, key }: Pick<Call, 'bucket' | 'key'>, { index }: Store): StoredObject {
  const object = index.object(bucket, key);
  if (object === undefined) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  return object;
}

/** Stores an object whose content is in its files already, and tells of it; of one that may not be written nothing is left. */
export async function keep(call: Call, store: Store, object: StoredObject, creation: Creation): Promise<void> {
  try {
    checkWrite(call, store.index.object(call.bucket, call.key));
  } catch (error) {
    await store.files.remove(object.bodies);
    throw error;
  }
  await store.files.remove(store.index.putObject(call.bucket, object));
  await store.created(call.definition, object, creation);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: Operation = async (call, store) => {
  const kept = headersToKeep(call);
  const { file, size, md5, crc32, hasChecksum } = await receiveBody(call, store);
  const object: StoredObject = {
    key: call.key,
    etag: md5.toString('hex'),
    modified: Date.now(),
    headers: kept,
    bodies: [{ file, size }],
    crc32: hasChecksum ? crc32 : null,
  };
  await keep(call, store, object, 'ObjectCreated:Put');
  return { status: 200, headers: { etag: `"${object.etag}"` } };
};

/** The object without its body; the query of a presigned URL may set some of the headers. */
function describe(call: Call, object: StoredObject): Record<string, string> {
  const overrides = [...call.query]
    .filter(([name]) => name.startsWith('response-'))
    .map(([name, value]) => [name.slice('response-'.length), value]);
  return {
    ...object.headers,
    ...Object.fromEntries(overrides),
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.modified).toUTCString(),
    'accept-ranges': 'bytes',
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html and API_HeadObject.html, which is the same without the body */
export const getObject: Operation = (call, store): Answer => {
  if (call.query.has('partNumber')) throw new S3Error(501, 'NotImplemented', 'Single parts are not read here');
  const object = find(call, store);
  const headers = describe(call, object);
  if (isUnchanged(call, object)) return { status: 304, headers: { etag: headers.etag ?? '' } };
  const size = sizeOf(object);
  const range = rangeOf(call.headers.range, size);
  const { start, end } = range ?? { start: 0, end: size };
  headers['content-length'] = String(end - start);
  if (range !== undefined) headers['content-range'] = `bytes ${start}-${end - 1}/${size}`;
  else if (object.crc32 !== null && field(call, 'x-amz-checksum-mode') === 'ENABLED') {
    headers['x-amz-checksum-crc32'] = object.crc32;
    headers['x-amz-checksum-type'] = 'FULL_OBJECT';
  }
  const status = range === undefined ? 200 : 206;
  if (call.operation === 'HeadObject') return { status, headers };
  return { status, headers, body: store.files.read(object.bodies, start, end) };
};

/** What is not there is deleted, too: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: Operation = async (call, store) => {
  await store.files.remove(store.index.removeObject(call.bucket, call.key));
  return { status: 204 };
};
