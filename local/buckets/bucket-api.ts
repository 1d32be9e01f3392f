import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { identity } from '../assembly/identity.ts';
import { BodyFiles } from './body-files.ts';
import type { BucketDefinition } from './bucket-definition.ts';
import { copyObject } from './copy-object.ts';
import { corsHeaders, preflight } from './cross-origin.ts';
import { listObjects } from './list-objects.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
} from './multipart-operations.ts';
import { createdEvent, isFor, testEvent } from './object-event.ts';
import { ObjectIndex } from './object-index.ts';
import { deleteObject, getObject, putObject } from './object-operations.ts';
import { S3Error } from './s3-error.ts';
import { checkSigned, readS3Request } from './s3-request.ts';
import type { Answer, Operation, Store } from './store.ts';
import { errorXml } from './xml.ts';

export interface BucketApi {
  /** http://127.0.0.1:<port> */
  endpoint: string;
  /** Makes the bucket, or takes over what is in it; a new one sends a test event to each queue that hears of it. */
  ensureBucket(bucket: BucketDefinition): Promise<void>;
  stop(): Promise<void>;
}

const operations: Readonly<Record<string, Operation>> = {
  GetObject: getObject,
  HeadObject: getObject,
  PutObject: putObject,
  CopyObject: copyObject,
  DeleteObject: deleteObject,
  HeadBucket: () => ({ status: 200, headers: { 'x-amz-bucket-region': identity.region } }),
  ListObjectsV2: listObjects,
  CreateMultipartUpload: createMultipartUpload,
  UploadPart: uploadPart,
  ListParts: listParts,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
};

/**
 * Starts the stand-in for S3 on 127.0.0.1. Objects are files in the folder `s3` of the data folder and are there again after a restart; every
 * operation that is not in the list above is refused by name. `send` puts a message into a queue.
 */
export async function startBucketApi(options: {
  dataDir: string;
  send(queueUrl: string, body: string): Promise<void>;
  log(line: string): void;
}): Promise<BucketApi> {
  const { send, log } = options;
  const folder = join(options.dataDir, 's3');
  mkdirSync(folder, { recursive: true });
  const index = new ObjectIndex(join(folder, 'index.sqlite'));
  const buckets = new Map<string, BucketDefinition>();
  const store: Store = {
    index,
    files: new BodyFiles(join(folder, 'bodies'), index.files()),
    hasBucket: (name) => buckets.has(name),
    // Before the caller has its answer, so that who waits for the queue to be empty does not look too early.
    async created({ name, notifications }, object, creation) {
      for (const notification of notifications.filter((one) => isFor(one, creation, object.key))) {
        const event = createdEvent(notification.id, name, object, creation);
        await send(notification.queueUrl, JSON.stringify(event)).catch((error: unknown) => {
          // S3 stores the object whatever becomes of its events.
          log(`the event of ${name}/${object.key} did not reach its queue: ${String(error)}`);
        });
      }
    },
  };

  const server = createServer((incoming, answer) => {
    respond(buckets, store, incoming, answer).catch((error: unknown) => {
      // The caller went away in the middle, or an answer broke off: there is nobody left to tell.
      if (answer.headersSent || answer.destroyed || incoming.destroyed) {
        answer.destroy();
        return;
      }
      log(`${incoming.method} ${incoming.url} failed: ${String(error)}`);
      answer.writeHead(500, { 'content-type': 'application/xml', connection: 'close' });
      answer.end(errorXml('InternalError', String(error)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the S3 API has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async ensureBucket(bucket) {
      buckets.set(bucket.name, bucket);
      if (!index.addBucket(bucket.name)) return;
      const test = JSON.stringify(testEvent(bucket.name));
      for (const { queueUrl } of bucket.notifications) await send(queueUrl, test);
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      index.close();
    },
  };
}

async function respond(
  buckets: ReadonlyMap<string, BucketDefinition>,
  store: Store,
  incoming: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  answer.setHeader('x-amz-request-id', randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase());
  try {
    await give(answer, incoming, await carryOut(buckets, store, incoming, answer));
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    const body = errorXml(error.code, error.message);
    await give(answer, incoming, { status: error.status, headers: { 'content-type': 'application/xml' }, body });
  }
}

async function carryOut(
  buckets: ReadonlyMap<string, BucketDefinition>,
  store: Store,
  incoming: IncomingMessage,
  answer: ServerResponse,
): Promise<Answer> {
  const request = readS3Request(incoming);
  const { headers, method = '' } = incoming;
  const definition = buckets.get(request.bucket);
  if (definition === undefined) throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
  if (method === 'OPTIONS') return preflight(definition.corsRules, headers);
  for (const [name, value] of Object.entries(corsHeaders(definition.corsRules, method, headers))) {
    answer.setHeader(name, value);
  }
  checkSigned(request.query, headers.authorization, Date.now());
  const operation = operations[request.operation];
  if (operation === undefined) {
    throw new S3Error(501, 'NotImplemented', `There is no ${request.operation} in a local run`);
  }
  return operation({ ...request, definition, headers, body: incoming }, store);
}

async function give(answer: ServerResponse, incoming: IncomingMessage, given: Answer): Promise<void> {
  // What is left of a refused body is read and dropped, so that the caller gets to read the answer.
  if (!incoming.complete) incoming.resume();
  const { status, headers = {}, body = '' } = given;
  if (typeof body !== 'string') {
    answer.writeHead(status, headers);
    await pipeline(Readable.from(body), answer);
    return;
  }
  const isXml = body !== '' && headers['content-type'] === undefined;
  const length = headers['content-length'] ?? (status === 204 || status === 304 ? undefined : Buffer.byteLength(body));
  answer.writeHead(status, {
    ...headers,
    ...(isXml && { 'content-type': 'application/xml' }),
    ...(length !== undefined && { 'content-length': length }),
  });
  answer.end(body);
}
