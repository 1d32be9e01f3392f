import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LAMBDA_CONTEXT } from '../lambda-context.ts';
import { IMPORT_ID } from './an-import.ts';

const aRecord = (body: unknown): SQSRecord => ({
  messageId: 'm1',
  receiptHandle: 'receipt',
  body: JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn',
  awsRegion: 'eu-central-1',
});

/** What a worker gives back for one message, and what it logs. */
const takenBy = async (worker: 'import-files' | 'import-chunks', body: unknown) => {
  for (const name of ['TABLE_NAME', 'IMPORT_BUCKET', 'IMPORT_FILES_QUEUE_URL', 'IMPORT_CHUNKS_QUEUE_URL']) {
    vi.stubEnv(name, 'none');
  }
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  const logged: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
  const { handler } =
    worker === 'import-files'
      ? await import('../../../functions/workers/import-files.ts')
      : await import('../../../functions/workers/import-chunks.ts');
  const { batchItemFailures } = await handler({ Records: [aRecord(body)] }, LAMBDA_CONTEXT);
  return { failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), logged: logged.join('') };
};

const documents = mockClient(DynamoDBDocumentClient);

beforeEach(() => {
  documents.reset();
});
afterAll(() => {
  documents.restore();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('the workers of imports', () => {
  it('shrug at what S3 sends when a notification is made', async () => {
    const greeting = {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: '2026-03-02T09:30:00.000Z',
      Bucket: 'lists',
      RequestId: '5582815E1AEA5ADF',
      HostId: '8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR',
    };
    expect(await takenBy('import-files', greeting)).toEqual({ failed: [], logged: '' });
  });

  it('give back what they do not know, so that it ends in a dead-letter queue and not nowhere', async () => {
    expect((await takenBy('import-files', { hello: 'world' })).failed).toEqual(['m1']);
    expect((await takenBy('import-chunks', { importId: IMPORT_ID, step: 'read' })).failed).toEqual(['m1']);
  });

  it('give back what belongs to the other queue, and touch nothing for it', async () => {
    const chunk = { importId: IMPORT_ID, step: 3, run: 1 };
    expect((await takenBy('import-files', chunk)).failed).toEqual(['m1']);
    expect((await takenBy('import-chunks', { ...chunk, step: 'settle' })).failed).toEqual(['m1']);
    expect(documents.calls()).toHaveLength(0);
  });
});
