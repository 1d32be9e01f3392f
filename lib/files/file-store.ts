import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** Bytes of a file from `start` up to but not at `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface UploadedPart {
  readonly number: number;
  readonly etag: string;
}

/** A part that S3 does not have, or has otherwise, when an upload is to be completed. */
export class PartsMissing extends Error {
  constructor(cause: unknown) {
    super('the parts of the upload are not all there', { cause });
    this.name = 'PartsMissing';
  }
}

/** The bucket: whole files, ranges, streams, and uploads in parts that others do by signed addresses. */
export interface FileStore {
  /** Bytes, or `undefined` when there is no such file. */
  sizeOf(key: string): Promise<number | undefined>;
  get(key: string, range?: ByteRange): Promise<Buffer>;
  /** The file from its beginning, piece by piece. */
  read(key: string): Promise<AsyncIterable<Uint8Array>>;
  put(key: string, body: Uint8Array, type: string): Promise<void>;
  /** Copies a file within the bucket. */
  copy(from: string, to: string): Promise<void>;
  /** Writes a file of any length with flat memory: parts of 8 MiB, one after the other. A file that fails half-way never appears. */
  write(key: string, pieces: AsyncIterable<string>, type: string): Promise<void>;
  startUpload(key: string): Promise<string>;
  /** An address to which one part can be PUT for so many seconds. */
  signPart(key: string, uploadId: string, number: number, seconds: number): Promise<string>;
  /** Errors: `PartsMissing`. An upload that is completed already is as good. */
  completeUpload(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void>;
  abortUpload(key: string, uploadId: string): Promise<void>;
  /** An address from which the file can be downloaded under a name, for so many seconds. */
  signDownload(key: string, fileName: string, seconds: number): Promise<string>;
}

/** S3 takes parts from 5 MiB on (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
const PART = 8 * 1024 * 1024;

const isNamed = (error: unknown, ...names: string[]): boolean => error instanceof Error && names.includes(error.name);

/** Collects text into buffers of at least a part's size; the last one may be smaller. */
const partsOf = async function* (pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece, 'utf8');
    waiting.push(bytes);
    length += bytes.length;
    if (length < PART) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  yield Buffer.concat(waiting);
};

/** Opens the bucket of the given name with the SDK's default credentials and endpoint. */
export const openFileStore = (
  bucket: string,
  // Checksums beyond what S3 asks for would be computed over every signed part, whose bytes are not known here.
  client = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' }),
): FileStore => {
  const Bucket = bucket;
  const complete = async (Key: string, UploadId: string, parts: readonly UploadedPart[]): Promise<void> => {
    const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  };
  const sizeOf = async (Key: string): Promise<number | undefined> => {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength ?? 0;
    } catch (error) {
      if (isNamed(error, 'NotFound', 'NoSuchKey')) return undefined;
      throw error;
    }
  };
  const bodyOf = async (Key: string, range?: ByteRange) => {
    const Range = range && `bytes=${range.start}-${range.end - 1}`;
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range }));
    if (!Body) throw new Error('the file has no body');
    return Body;
  };
  return {
    sizeOf,
    get: async (key, range) => Buffer.from(await (await bodyOf(key, range)).transformToByteArray()),
    read: async (key) => (await bodyOf(key)).transformToWebStream(),
    put: async (Key, Body, ContentType) => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
    },
    copy: async (from, Key) => {
      const CopySource = `${Bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
      await client.send(
        // A partner's tags would ask for permissions of their own.
        new CopyObjectCommand({ Bucket, Key, CopySource, TaggingDirective: 'REPLACE' }),
      );
    },
    write: async (Key, pieces, ContentType) => {
      const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType }));
      try {
        const parts: UploadedPart[] = [];
        for await (const Body of partsOf(pieces)) {
          const number = parts.length + 1;
          const { ETag = '' } = await client.send(
            new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: number, Body }),
          );
          parts.push({ number, etag: ETag });
        }
        await complete(Key, UploadId, parts);
      } catch (error) {
        // What is left of it costs storage until the bucket's own rule removes it, so that failing here too changes nothing.
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => undefined);
        throw error;
      }
    },
    startUpload: async (Key) => {
      const { UploadId } = await client.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/csv' }),
      );
      if (!UploadId) throw new Error('the store gave no upload id');
      return UploadId;
    },
    signPart: (Key, UploadId, PartNumber, expiresIn) =>
      getSignedUrl(client, new UploadPartCommand({ Bucket, Key, UploadId, PartNumber }), { expiresIn }),
    completeUpload: async (key, uploadId, parts) => {
      try {
        await complete(key, uploadId, parts);
      } catch (error) {
        if (isNamed(error, 'NoSuchUpload') && (await sizeOf(key)) !== undefined) return;
        if (isNamed(error, 'InvalidPart', 'InvalidPartOrder', 'NoSuchUpload', 'EntityTooSmall')) {
          throw new PartsMissing(error);
        }
        throw error;
      }
    },
    abortUpload: async (Key, UploadId) => {
      try {
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      } catch (error) {
        if (!isNamed(error, 'NoSuchUpload')) throw error;
      }
    },
    signDownload: (Key, fileName, expiresIn) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket,
          Key,
          ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        }),
        { expiresIn },
      ),
  };
};
