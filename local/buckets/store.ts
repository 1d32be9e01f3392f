import type { IncomingHttpHeaders } from 'node:http';
import type { BodyFiles } from './body-files.ts';
import type { BucketDefinition } from './bucket-definition.ts';
import type { ObjectIndex, StoredObject } from './object-index.ts';
import type { S3Request } from './s3-request.ts';

/** How an object came to be, as its event calls it. */
export type Creation = 'ObjectCreated:Put' | 'ObjectCreated:Copy' | 'ObjectCreated:CompleteMultipartUpload';

/** Where objects are kept, and who hears of new ones. */
export interface Store {
  index: ObjectIndex;
  files: BodyFiles;
  /** Whether there is such a bucket. */
  hasBucket(name: string): boolean;
  /** Resolves when all who want to hear of the object were told; never rejects. */
  created(bucket: BucketDefinition, object: StoredObject, creation: Creation): Promise<void>;
}

/** A call on a bucket that exists. */
export interface Call extends S3Request {
  definition: BucketDefinition;
  headers: IncomingHttpHeaders;
  body: AsyncIterable<Buffer>;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | AsyncIterable<Buffer>;
}

/** What carries out one operation of the API; it throws S3Error when S3 would refuse. */
export type Operation = (call: Call, store: Store) => Answer | Promise<Answer>;

/** A header of a call; in a presigned URL it may be in the query instead. */
export function field({ headers, query }: Call, name: string): string | undefined {
  const header = headers[name];
  return typeof header === 'string' ? header : (query.get(name) ?? undefined);
}
