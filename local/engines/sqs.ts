import { buildApp } from 'fauxqs';
import { z } from 'zod';
import { callJson } from './json-call.ts';
import type { QueueCounts, QueueDefinition } from './queue-definition.ts';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
const SERVICE = 'AmazonSQS';

const counters = z.object({
  Attributes: z.object({
    ApproximateNumberOfMessages: z.coerce.number(),
    ApproximateNumberOfMessagesNotVisible: z.coerce.number(),
    ApproximateNumberOfMessagesDelayed: z.coerce.number(),
  }),
});

export interface SqsEngine {
  /** http://127.0.0.1:<port> */
  endpoint: string;
  /** Creates the queue, or brings its attributes in line; a redrive policy names its dead-letter queue, which must exist by the first failure only. */
  ensureQueue(queue: QueueDefinition): Promise<{ url: string; arn: string }>;
  /** Messages by state. Those whose visibility time-out or delay has just run out count as before until somebody receives. */
  counts(url: string): Promise<QueueCounts>;
  /** Puts a message into a queue. */
  send(url: string, body: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the SQS engine in this process, on 127.0.0.1 and a free port. Messages are kept in memory: with a data folder the engine
 * loses a message whose visibility is set to zero, and what a kill loses must come back from the table anyway.
 */
export async function startSqs(): Promise<SqsEngine> {
  // The engine's own start function listens on all addresses whatever it is told; its app does not.
  const app = buildApp({ logger: false, defaultRegion: REGION });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  const call = <T>(operation: string, input: Record<string, unknown>, output: z.ZodType<T>) =>
    callJson({ endpoint, target: `${SERVICE}.${operation}`, input, output });

  return {
    endpoint,
    async ensureQueue(queue) {
      // The engine finds a queue by the last part of its URL, and would itself give out URLs with a host name.
      const url = `${endpoint}/${ACCOUNT}/${queue.name}`;
      await call(
        'CreateQueue',
        {
          QueueName: queue.name,
          Attributes: queue.fifo ? { FifoQueue: 'true' } : {},
        },
        z.unknown(),
      );
      await call('SetQueueAttributes', { QueueUrl: url, Attributes: attributesOf(queue) }, z.unknown());
      return { url, arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:${queue.name}` };
    },
    async counts(url) {
      const { Attributes: found } = await call(
        'GetQueueAttributes',
        { QueueUrl: url, AttributeNames: ['All'] },
        counters,
      );
      return {
        visible: found.ApproximateNumberOfMessages,
        inFlight: found.ApproximateNumberOfMessagesNotVisible,
        delayed: found.ApproximateNumberOfMessagesDelayed,
      };
    },
    async send(url, body) {
      await call('SendMessage', { QueueUrl: url, MessageBody: body }, z.unknown());
    },
    async stop() {
      await app.close();
    },
  };
}

function attributesOf(queue: QueueDefinition): Record<string, string> {
  const attributes = {
    VisibilityTimeout: queue.visibilityTimeout,
    MessageRetentionPeriod: queue.messageRetentionPeriod,
    DelaySeconds: queue.delaySeconds,
    ReceiveMessageWaitTimeSeconds: queue.receiveMessageWaitTimeSeconds,
    RedrivePolicy: queue.redrive === undefined ? undefined : JSON.stringify(queue.redrive),
  };
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
