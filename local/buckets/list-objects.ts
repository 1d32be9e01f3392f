import type { StoredObject } from './object-index.ts';
import { sizeOf } from './object-operations.ts';
import type { Call, Operation, Store } from './store.ts';
import { element, writtenElements } from './xml.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
const mostKeys = 1000;

interface Page {
  objects: StoredObject[];
  /** What keys have in common up to the delimiter, each once. */
  commonPrefixes: string[];
  /** The last key that the page covers, when there are more. */
  next: string | undefined;
}

function readPage({ bucket, query }: Call, { index }: Store, limit: number): Page {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');
  const page: Page = { objects: [], commonPrefixes: [], next: undefined };
  let last = '';
  for (const object of index.objects(bucket, prefix, after)) {
    const at = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const common = at < 0 ? undefined : object.key.slice(0, at + delimiter.length);
    const isCounted = common !== undefined && page.commonPrefixes.at(-1) === common;
    if (!isCounted) {
      if (page.objects.length + page.commonPrefixes.length >= limit) return { ...page, next: last };
      if (common === undefined) page.objects.push(object);
      else page.commonPrefixes.push(common);
    }
    last = object.key;
  }
  return page;
}

/** Gives a page of a bucket's keys in the order of their bytes. */
export const listObjects: Operation = (call, store) => {
  const limit = Math.min(Number(call.query.get('max-keys') ?? mostKeys), mostKeys);
  const { objects, commonPrefixes, next } = readPage(call, store, limit);
  const body = element('ListBucketResult', [
    element('Name', call.bucket),
    element('Prefix', call.query.get('prefix') ?? ''),
    element('MaxKeys', limit),
    element('KeyCount', objects.length + commonPrefixes.length),
    element('IsTruncated', next !== undefined),
    ...(next === undefined ? [] : [element('NextContinuationToken', Buffer.from(next, 'utf8').toString('base64url'))]),
    ...objects.map((object) =>
      element('Contents', [
        element('Key', object.key),
        ...writtenElements(object),
        element('Size', sizeOf(object)),
        element('StorageClass', 'STANDARD'),
      ]),
    ),
    ...commonPrefixes.map((prefix) => element('CommonPrefixes', [element('Prefix', prefix)])),
  ]);
  return { status: 200, body };
};
