import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { identity } from '../assembly/identity.ts';

// Both: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
export const messagesPerCall = 10;
const longPollSeconds = 20;

/** What the runtime itself asks of the queue engine. */
export interface QueueClient {
  /** Waits until there are messages, 20 s at most or as long as said; an empty list when there are none. */
  receive(url: string, limit: number, signal: AbortSignal, waitSeconds?: number): Promise<Message[]>;
  /** Removes messages by their receipt handles. */
  remove(url: string, receiptHandles: readonly string[]): Promise<void>;
  send(url: string, body: string): Promise<void>;
  close(): void;
}

/** Gives a client of the queue engine for the event source mappings of a run. */
export function createQueueClient(endpoint: string): QueueClient {
  const client = new SQSClient({
    endpoint,
    region: identity.region,
    credentials: { accessKeyId: 'local-runtime', secretAccessKey: 'local' },
    maxAttempts: 1,
    // Every poller holds a connection while it waits.
    requestHandler: { httpAgent: { keepAlive: true, maxSockets: 1000 } },
  });
  return {
    receive: async (url, limit, signal, waitSeconds = longPollSeconds) => {
      const command = new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(limit, messagesPerCall),
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      return (await client.send(command, { abortSignal: signal })).Messages ?? [];
    },
    remove: async (url, receiptHandles) => {
      for (let at = 0; at < receiptHandles.length; at += messagesPerCall) {
        const Entries = receiptHandles
          .slice(at, at + messagesPerCall)
          .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
      }
    },
    send: async (url, body) => {
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
    },
    close: () => client.destroy(),
  };
}
