import { readChunks } from './aws-chunked.ts';
import type { SavedBody } from './body-files.ts';
import { S3Error } from './s3-error.ts';
import { type Call, field, type Store } from './store.ts';

export interface ReceivedBody extends SavedBody {
  /** Whether the caller sent the CRC32 that the content turned out to have. */
  hasChecksum: boolean;
}

/**
 * Writes the content of a call to a file; a length or checksum that does not fit is an error and leaves nothing. Of the checksums CRC32 (the
 * SDK's default) and MD5 are held against the content.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export async function receiveBody(call: Call, { files }: Store): Promise<ReceivedBody> {
  const { headers } = call;
  const isChunked = headers['content-encoding']?.includes('aws-chunked') === true;
  const length = isChunked ? headers['x-amz-decoded-content-length'] : headers['content-length'];
  if (typeof length !== 'string') {
    throw new S3Error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  const trailers = new Map<string, string>();
  const saved = await files.save(isChunked ? readChunks(call.body, trailers) : call.body);
  // A presigned URL carries the checksum in its query. Whether S3 holds it against the content is told both ways: refusing it keeps
  // callers from relying on luck, and they can leave it out (requestChecksumCalculation: 'WHEN_REQUIRED').
  const checksum = field(call, 'x-amz-checksum-crc32') ?? trailers.get('x-amz-checksum-crc32');
  const problem = problemOf(saved, Number(length), checksum, headers['content-md5']);
  if (problem === undefined) return { ...saved, hasChecksum: checksum !== undefined };
  await files.remove([saved]);
  throw problem;
}

function problemOf(
  saved: SavedBody,
  length: number,
  checksum: string | undefined,
  md5: string | string[] | undefined,
): S3Error | undefined {
  if (saved.size !== length) {
    return new S3Error(400, 'IncompleteBody', 'You did not provide the number of bytes specified by Content-Length.');
  }
  if (checksum !== undefined && checksum !== saved.crc32) {
    return new S3Error(400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
  }
  if (md5 !== undefined && md5 !== saved.md5.toString('base64')) {
    return new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  return undefined;
}
