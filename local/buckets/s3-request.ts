import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

/** One call as its request line says it, in path style: `/<bucket>/<key>`. */
export interface S3Request {
  /** The API's name; for what this file does not name, the method and what is asked of it. */
  operation: string;
  bucket: string;
  /** Empty when the call is about the bucket. */
  key: string;
  query: URLSearchParams;
  /** The object that is to be copied, when it is a copy that is asked for. */
  copySource: CopySource | undefined;
}

export interface CopySource {
  bucket: string;
  key: string;
}

type Row = readonly [method: string, place: 'bucket' | 'object', parameter: string | undefined, operation: string];

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html; the first row that fits counts.
const operations: readonly Row[] = [
  ['GET', 'bucket', 'list-type', 'ListObjectsV2'],
  ['HEAD', 'bucket', undefined, 'HeadBucket'],
  ['GET', 'object', 'uploadId', 'ListParts'],
  ['GET', 'object', undefined, 'GetObject'],
  ['HEAD', 'object', undefined, 'HeadObject'],
  ['PUT', 'object', 'uploadId', 'UploadPart'],
  ['PUT', 'object', undefined, 'PutObject'],
  ['POST', 'object', 'uploads', 'CreateMultipartUpload'],
  ['POST', 'object', 'uploadId', 'CompleteMultipartUpload'],
  ['DELETE', 'object', 'uploadId', 'AbortMultipartUpload'],
  ['DELETE', 'object', undefined, 'DeleteObject'],
];

// What a call becomes when it takes its content from another object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/copy-object.html
const copies: Readonly<Record<string, string>> = { PutObject: 'CopyObject', UploadPart: 'UploadPartCopy' };

/** Parameters that make another operation of a call to an object; none of these is offered here. */
const otherOperations = [
  'acl',
  'attributes',
  'legal-hold',
  'renameObject',
  'restore',
  'retention',
  'select',
  'tagging',
  'torrent',
  'versionId',
];

/** Reads a request to S3; one whose path or copy source cannot be read is an error. */
export function readS3Request({ method = '', url = '', headers }: IncomingMessage): S3Request {
  const at = url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at));
  // Not by the URL class: it would resolve `..`, which in a key is two dots.
  const [, bucket = '', ...rest] = (at < 0 ? url : url.slice(0, at)).split('/');
  const key = decoded(rest.join('/'));
  const other = otherOperations.find((name) => query.has(name));
  const copySource = readCopySource(headers['x-amz-copy-source']);
  const place = key === '' ? 'bucket' : 'object';
  const row = operations.find(
    ([verb, where, parameter]) =>
      verb === method && where === place && (parameter === undefined || query.has(parameter)),
  );
  const plain = other === undefined ? row?.[3] : undefined;
  const named = plain !== undefined && copySource !== undefined ? copies[plain] : plain;
  const asked = other ?? (copySource === undefined ? [...query.keys()].join('&') : 'copy');
  const operation = named ?? `${method} ${place} ${asked}`.trim();
  return { operation, bucket: decoded(bucket), key, query, copySource };
}

/** Reads `<bucket>/<key>`, URL-encoded, with or without a slash before it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
function readCopySource(header: string | string[] | undefined): CopySource | undefined {
  if (typeof header !== 'string') return undefined;
  const [path = '', version] = header.split('?');
  if (version !== undefined) throw new S3Error(501, 'NotImplemented', 'Versions of objects are not kept here');
  const [bucket = '', ...rest] = decoded(path).replace(/^\//, '').split('/');
  const key = rest.join('/');
  if (bucket === '' || key === '') {
    const form = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey';
    throw new S3Error(400, 'InvalidArgument', form);
  }
  return { bucket, key };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error(400, 'InvalidURI', `Couldn't parse the specified URI: ${text}`);
  }
}

/** Whether the signature is in the query: whoever holds such a URL may use it until it expires. */
export const isPresigned = (query: URLSearchParams): boolean => query.has('X-Amz-Signature');

/**
 * Throws when nobody signed the request or when its presigned URL has expired. The signature itself is not checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function checkSigned(query: URLSearchParams, authorization: string | undefined, now: number): void {
  if (authorization !== undefined) return;
  if (!isPresigned(query)) throw new S3Error(403, 'AccessDenied', 'Access Denied');
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const validMs = Number(query.get('X-Amz-Expires') ?? Number.NaN) * 1000;
  if (Number.isNaN(signedAt + validMs)) {
    throw new S3Error(400, 'AuthorizationQueryParametersError', 'X-Amz-Date and X-Amz-Expires must be given');
  }
  if (now > signedAt + validMs) throw new S3Error(403, 'AccessDenied', 'Request has expired');
}
