import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type FileStore, openFileStore } from '../../lib/files/file-store.ts';
import { openTable, type Table } from '../../lib/table/table.ts';
import type { ResolvedResource } from '../../local/assembly/resources.ts';
import type { SluiceStack } from '../integration/sluice-stack.ts';

const settings = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

const resourceAt = (sluice: SluiceStack, type: RegExp, path: string): ResolvedResource => {
  for (const resource of sluice.stack.resources.values()) {
    if (type.test(resource.type) && resource.path.includes(path)) return resource;
  }
  throw new Error(`nothing lies at ${path}`);
};

/** The table itself, past the functions: what a test writes here no fault strikes. */
export const tableOf = (sluice: SluiceStack): Table =>
  openTable(
    resourceAt(sluice, /^AWS::DynamoDB::/, '').ref,
    new DynamoDBClient({ ...settings, endpoint: sluice.stack.endpoints.dynamodb }),
  );

export interface EngineFiles {
  readonly store: FileStore;
  /** In their order. */
  keysUnder(prefix: string): Promise<string[]>;
  remove(key: string): Promise<void>;
}

/** The bucket itself, past the functions. */
export const engineFilesOf = (sluice: SluiceStack): EngineFiles => {
  const Bucket = resourceAt(sluice, /^AWS::S3::Bucket$/, '').ref;
  const client = new S3Client({ ...settings, endpoint: sluice.stack.endpoints.s3, forcePathStyle: true });
  return {
    store: openFileStore(Bucket, client),
    keysUnder: async (Prefix) => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
      return Contents.flatMap(({ Key }) => Key ?? []);
    },
    remove: async (Key) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
};

export interface EngineQueue {
  send(message: unknown): Promise<void>;
  /** Messages that wait or are being worked on. */
  size(): Promise<number>;
  /** Seconds after which a message that failed comes back. */
  setVisibilityTimeout(seconds: number): Promise<void>;
}

/** A queue itself, by its construct path. */
export const queueAt = (sluice: SluiceStack, path: string): EngineQueue => {
  const QueueUrl = resourceAt(sluice, /^AWS::SQS::Queue$/, path).ref;
  const client = new SQSClient({ ...settings, endpoint: sluice.stack.endpoints.sqs });
  return {
    send: async (message) => {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
    },
    size: async () => {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: hidden } = Attributes;
      return Number(visible) + Number(hidden);
    },
    setVisibilityTimeout: async (seconds) => {
      const Attributes = { VisibilityTimeout: String(seconds) };
      await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    },
  };
};
