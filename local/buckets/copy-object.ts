import type { StoredObject } from './object-index.ts';
import { find, headersToKeep, keep, sizeOf } from './object-operations.ts';
import { S3Error } from './s3-error.ts';
import type { Call, Operation, Store } from './store.ts';
import { element, writtenElements } from './xml.ts';

function findSource({ copySource, headers }: Call, store: Store): StoredObject {
  if (copySource === undefined) throw new Error('a copy has a source');
  const condition = Object.keys(headers).find((name) => name.startsWith('x-amz-copy-source-'));
  if (condition !== undefined) throw new S3Error(501, 'NotImplemented', `${condition} is not taken here`);
  if (!store.hasBucket(copySource.bucket)) {
    throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
  }
  return find(copySource, store);
}

/** Whether the copy gets headers of its own and none of its source's. */
function isToReplaceHeaders({ headers, bucket, key, copySource }: Call): boolean {
  const directive = headers['x-amz-metadata-directive'] ?? 'COPY';
  if (directive === 'REPLACE') return true;
  if (directive !== 'COPY') throw new S3Error(400, 'InvalidArgument', 'Unknown metadata directive.');
  if (copySource?.bucket === bucket && copySource.key === key) {
    throw new S3Error(400, 'InvalidRequest', 'An object can be copied to itself only with other metadata.');
  }
  return false;
}

/** The content goes from file to file as a stream. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: Operation = async (call, store) => {
  const given = headersToKeep(call);
  const isReplaced = isToReplaceHeaders(call);
  const source = findSource(call, store);
  const { file, size, md5, crc32 } = await store.files.save(store.files.read(source.bodies, 0, sizeOf(source)));
  const object: StoredObject = {
    key: call.key,
    // Of the content, also where the source came in parts: the copy is made in one piece.
    etag: md5.toString('hex'),
    modified: Date.now(),
    headers: isReplaced ? given : source.headers,
    bodies: [{ file, size }],
    crc32: source.crc32 === null ? null : crc32,
  };
  await keep(call, store, object, 'ObjectCreated:Copy');
  return {
    status: 200,
    body: element('CopyObjectResult', writtenElements(object)),
  };
};
