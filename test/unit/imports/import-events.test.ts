import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { importEventSchema, openImportEvents } from '../../../lib/imports/import-events.ts';
import { IMPORT_ID } from './an-import.ts';

const queues = mockClient(SQSClient);
const URLS = { files: 'https://queues.example/files', chunks: 'https://queues.example/chunks' };
const events = openImportEvents(
  URLS,
  new SQSClient({ region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }),
);

const chunk = (step: number) => ({ importId: IMPORT_ID, step, run: 1 });

/** What went to a queue, one list a batch. */
const batchesTo = (url: string) =>
  queues
    .commandCalls(SendMessageBatchCommand)
    .map(({ args }) => args[0].input)
    .filter(({ QueueUrl }) => QueueUrl === url)
    .map(({ Entries = [] }) => Entries.map(({ MessageBody = '' }) => importEventSchema.parse(JSON.parse(MessageBody))));

beforeEach(() => {
  queues.reset();
  queues.on(SendMessageBatchCommand).resolves({});
});
afterAll(() => {
  queues.restore();
});

describe('the events of imports', () => {
  it('go to many workers for chunks, and to few for the steps of a whole import', async () => {
    const settle = { importId: IMPORT_ID, step: 'settle', run: 1 } as const;
    await events.send([chunk(0), settle, chunk(1)]);
    expect(batchesTo(URLS.chunks)).toEqual([[chunk(0), chunk(1)]]);
    expect(batchesTo(URLS.files)).toEqual([[settle]]);
  });

  it('go ten at a time, and none is left out', async () => {
    const many = Array.from({ length: 105 }, (_, index) => chunk(index));
    await events.send(many);
    const batches = batchesTo(URLS.chunks);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(10);
    expect(batches).toHaveLength(11);
    expect(batches.flat().sort((a, b) => Number(a.step) - Number(b.step))).toEqual(many);
  });

  it('ask nothing of a queue where there are none', async () => {
    await events.send([]);
    expect(queues.calls()).toHaveLength(0);
  });

  it('fail where the queue refuses a single one', async () => {
    queues.on(SendMessageBatchCommand).resolves({ Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] });
    await expect(events.send([chunk(0), chunk(1)])).rejects.toThrow('refused 1 of 2 events: InternalError');
  });
});
