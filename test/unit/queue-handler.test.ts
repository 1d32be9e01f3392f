import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queueHandler } from '../../functions/queue/queue-handler.ts';
import { LAMBDA_CONTEXT } from './lambda-context.ts';

const aRecord = (messageId: string, body: string): SQSRecord => ({
  messageId,
  receiptHandle: 'receipt',
  body,
  attributes: {
    ApproximateReceiveCount: '2',
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

const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

const batch: SQSEvent = {
  Records: ['good', 'bad', 'good', 'worse'].map((body, index) => aRecord(`m${index}`, body)),
};

const work = async ({ body }: SQSRecord): Promise<void> => {
  if (body !== 'good') throw new Error(`cannot take ${body}`);
};

describe('a queue worker', () => {
  it('sends back the messages that failed, and those alone', async () => {
    expect(await queueHandler(() => work)(batch, LAMBDA_CONTEXT)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }],
    });
  });

  it('sends back nothing when all is well', async () => {
    expect(await queueHandler(() => async () => undefined)(batch, LAMBDA_CONTEXT)).toEqual({ batchItemFailures: [] });
  });

  it('takes a failure that comes before the first wait for no less', async () => {
    const handler = queueHandler(() => (record) => {
      if (record.body !== 'good') throw new Error('at once');
      return Promise.resolve();
    });
    expect(await handler(batch, LAMBDA_CONTEXT)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }],
    });
  });

  it('knows the size of its batch before it begins', async () => {
    const sizes: number[] = [];
    await queueHandler((size) => {
      sizes.push(size);
      return work;
    })(batch, LAMBDA_CONTEXT);
    expect(sizes).toEqual([4]);
  });

  it('logs each failure with its message and how often it came, and nothing of what was in it', async () => {
    await queueHandler(() => work)(batch, LAMBDA_CONTEXT);
    expect(written.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ messageId: 'm1', receives: 2 }),
      expect.objectContaining({ messageId: 'm3', receives: 2 }),
    ]);
    expect(written.join('')).not.toContain('cannot take');
  });
});
