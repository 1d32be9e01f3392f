import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type LeadEvent, leadEventSchema, openLeadEvents } from '../../../lib/submissions/lead-events.ts';

const QUEUE = 'https://queue.example/events';
const client = mockClient(SQSClient);
const events = openLeadEvents(QUEUE, new SQSClient({ region: 'eu-central-1' }));

const anEvent = (submissionId: string): LeadEvent => ({ kind: 'submission-received', submissionId });

beforeEach(() => {
  client.reset();
});
afterAll(() => {
  client.restore();
});

describe('the queue of lead events', () => {
  it('carries the name of a submission and nothing of what is in it', async () => {
    client.on(SendMessageCommand).resolves({});
    await events.send(anEvent('S1'));
    const { QueueUrl, MessageBody = '' } = client.commandCalls(SendMessageCommand)[0]?.args[0].input ?? {};
    expect(QueueUrl).toBe(QUEUE);
    expect(leadEventSchema.parse(JSON.parse(MessageBody))).toEqual(anEvent('S1'));
    expect(JSON.parse(MessageBody)).toEqual(anEvent('S1'));
  });

  it('takes any number of events, ten at a time', async () => {
    client.on(SendMessageBatchCommand).resolves({ Failed: [] });
    const all = Array.from({ length: 23 }, (_, index) => anEvent(`S${index}`));
    await events.sendAll(all);
    const batches = client.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.Entries ?? []);
    expect(batches.map((entries) => entries.length)).toEqual([10, 10, 3]);
    expect(batches.flat().map(({ MessageBody = '' }) => JSON.parse(MessageBody))).toEqual(all);
    expect(batches.every((entries) => new Set(entries.map(({ Id }) => Id)).size === entries.length)).toBe(true);
  });

  it('says so when it refused one event of a batch, though the call succeeded', async () => {
    client
      .on(SendMessageBatchCommand)
      .resolves({ Failed: [{ Id: '1', Code: 'ServiceUnavailable', SenderFault: false }] });
    await expect(events.sendAll([anEvent('S1'), anEvent('S2')])).rejects.toThrow(/refused 1 of 2.*ServiceUnavailable/);
  });
});
