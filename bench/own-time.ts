import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { formPost } from './form-post.ts';

// The capture function's own time: it takes one post after the other in this process, with engines that answer from memory, and what
// its engine calls take is subtracted. Where a call begins can be seen in two ways, and both are measured:
// - `code`: the function's sources, a call being what the SDK's `send` takes. What is left is the code of Sluice, zod and middy.
// - `withSdk`: the deployed, minified bundle, a call being what Node's HTTP client takes, from the making of the request to the head of the
//   answer (https://nodejs.org/api/diagnostics_channel.html#http). What is left holds the SDK's work too: marshalling, signing, parsing.

const WARM_UP = 3000;
const MEASURED = 6000;
/** Two writes and a message; now and then the limits of the form ask for more (docs/data-model.md). */
const LEAST_CALLS = 3;

/** The file of the deployed bundle. */
const orderSchema = z.object({ bundle: z.string() });

/** Milliseconds of each post. */
export const ownTimeSchema = z.object({ code: z.array(z.number()), withSdk: z.array(z.number()) });

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
const moduleSchema = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });
const answerSchema = z.object({ statusCode: z.literal(202) });

/** The engine calls of the post under way. */
const calls = { count: 0, milliseconds: 0 };

const eventOf = (number: number) => ({
  version: '2.0',
  routeKey: 'POST /v1/forms/{formId}/submissions',
  rawPath: '/v1/forms/demo/submissions',
  rawQueryString: '',
  headers: { 'content-type': 'application/json', origin: 'https://shop.example', 'user-agent': 'bench' },
  requestContext: {
    http: { method: 'POST', path: '/v1/forms/demo/submissions', sourceIp: '203.0.113.7' },
    requestId: String(number),
  },
  pathParameters: { formId: 'demo' },
  body: formPost(number),
  isBase64Encoded: false,
});

const measure = async (handler: Handler): Promise<number[]> => {
  const own: number[] = [];
  for (let number = 0; number < WARM_UP + MEASURED; number += 1) {
    const event = eventOf(number);
    calls.count = 0;
    calls.milliseconds = 0;
    const start = performance.now();
    const answer = await handler(event, { awsRequestId: String(number) });
    const took = performance.now() - start;
    answerSchema.parse(answer);
    if (calls.count < LEAST_CALLS) throw new Error(`a post made only ${calls.count} engine calls`);
    if (number >= WARM_UP) own.push(took - calls.milliseconds);
  }
  return own;
};

/** Counts what Node's HTTP client takes, until it is told to stop. */
const watchRequests = (): (() => void) => {
  let isWatching = true;
  let createdAt = 0;
  subscribe('http.client.request.created', () => {
    createdAt = performance.now();
  });
  subscribe('http.client.response.finish', () => {
    if (!isWatching) return;
    calls.milliseconds += performance.now() - createdAt;
    calls.count += 1;
  });
  return () => {
    isWatching = false;
  };
};

/** Counts what the `send` of an SDK client takes. */
const watchSends = (client: typeof SQSClient | typeof DynamoDBDocumentClient): void => {
  const send: unknown = client.prototype.send;
  if (typeof send !== 'function') throw new Error('the client sends nothing');
  Reflect.set(client.prototype, 'send', async function timed(this: unknown, ...input: unknown[]) {
    const start = performance.now();
    const answer: unknown = await Reflect.apply(send, this, input);
    calls.milliseconds += performance.now() - start;
    calls.count += 1;
    return answer;
  });
};

const run = async (bundle: string): Promise<z.output<typeof ownTimeSchema>> => {
  const engines = new Worker(new URL('./stub-engines.ts', import.meta.url));
  const [port] = await once(engines, 'message');
  const endpoint = `http://127.0.0.1:${port}`;
  Object.assign(process.env, {
    TABLE_NAME: 'bench',
    LEAD_EVENTS_QUEUE_URL: `${endpoint}/000000000000/bench`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
  });
  const stopWatching = watchRequests();
  const withSdk = await measure(moduleSchema.parse(createRequire(import.meta.url)(bundle)).handler);
  stopWatching();
  for (const client of [SQSClient, DynamoDBDocumentClient]) watchSends(client);
  const code = await measure(moduleSchema.parse(await import('../functions/api/capture.ts')).handler);
  await engines.terminate();
  return { code, withSdk };
};

if (import.meta.main) {
  process.on('message', async (order) => {
    process.send?.(await run(orderSchema.parse(order).bundle));
  });
}
