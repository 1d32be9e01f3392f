import type { IncomingMessage } from 'node:http';
import { isPresigned, readS3Request } from './s3-request.ts';

/** A call to S3 as its request line tells it; the body is none of it. */
export interface TappedCall {
  /** The credential as it stands in the header or in the query; empty when nobody signed, or when a browser asks before it sends. */
  credential: string;
  operation: string;
  /**
   * Bucket and Key, then what the query says under its own names (`uploadId`, `partNumber`, `prefix`). `CopySource` is the bucket and the key of what
   * a copy is made of, decoded. `presigned` is true when somebody uses a URL that a function has signed.
   */
  input: Record<string, string | boolean>;
}

const isSigning = (name: string): boolean => name === 'x-id' || name.toLowerCase().startsWith('x-amz-');

/** Reads who calls which operation on what. */
export function readTappedCall(incoming: IncomingMessage): TappedCall {
  const { operation, bucket, key, query, copySource } = readS3Request(incoming);
  const presigned = isPresigned(query);
  const signed = presigned ? `Credential=${query.get('X-Amz-Credential')}` : (incoming.headers.authorization ?? '');
  return {
    credential: incoming.method === 'OPTIONS' ? '' : signed,
    operation,
    input: {
      Bucket: bucket,
      ...(key !== '' && { Key: key }),
      ...Object.fromEntries([...query].filter(([name]) => !isSigning(name))),
      ...(copySource !== undefined && { CopySource: `${copySource.bucket}/${copySource.key}` }),
      ...(presigned && { presigned }),
    },
  };
}
