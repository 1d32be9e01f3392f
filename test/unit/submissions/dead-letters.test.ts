import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { type DeadLetters, openDeadLetters, settleDeadLetters } from '../../../lib/submissions/dead-letters.ts';
import { type Submission, submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { findSubmission } from '../../../lib/submissions/submission-repository.ts';
import { aSubmission, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

/** A dead-letter queue with letters about these submissions; what was looked at is out of sight until the next sweep. */
const aQueueOf = (...submissionIds: readonly (string | undefined)[]) => {
  const left = new Map(submissionIds.map((submissionId, index) => [`receipt-${index}`, submissionId]));
  const unseen = [...left.keys()];
  const letters: DeadLetters = {
    receive: async () => unseen.splice(0, 10).map((receipt) => ({ submissionId: left.get(receipt), receipt })),
    remove: async (receipts) => {
      for (const receipt of receipts) left.delete(receipt);
    },
  };
  return { letters, left };
};

const tableWith = (...submissions: readonly Submission[]) => memoryTable(...submissions.map(submissionEntity.toItem));

describe('a dead letter', () => {
  it('shows its submission as failed, and stays where it is, so that the alarm stays on', async () => {
    const submission = aSubmission();
    const table = tableWith(submission);
    const { letters, left } = aQueueOf(submission.id);
    expect(await settleDeadLetters(table, letters)).toBe(1);
    expect(await findSubmission(table, submission.id)).toMatchObject({ state: 'failed' });
    expect(left.size).toBe(1);
  });

  it('is thrown away once its submission was processed after all', async () => {
    const submission = aSubmission({ state: 'processed' });
    const { letters, left } = aQueueOf(submission.id);
    expect(await settleDeadLetters(tableWith(submission), letters)).toBe(0);
    expect(left.size).toBe(0);
  });

  it('is counted once, though its submission failed before', async () => {
    const submission = aSubmission({ state: 'failed' });
    expect(await settleDeadLetters(tableWith(submission), aQueueOf(submission.id).letters)).toBe(0);
  });

  it('stays when nobody knows what it is about', async () => {
    const { letters, left } = aQueueOf(undefined, 'nonsense', newId(NOW));
    expect(await settleDeadLetters(memoryTable(), letters)).toBe(0);
    expect(left.size).toBe(3);
  });

  it('is looked at however many there are before it', async () => {
    const submissions = Array.from({ length: 25 }, () => aSubmission());
    const { letters } = aQueueOf(...submissions.map(({ id }) => id));
    expect(await settleDeadLetters(tableWith(...submissions), letters)).toBe(25);
  });
});

describe('the dead-letter queue', () => {
  const client = mockClient(SQSClient);
  const letters = openDeadLetters('https://queue.example/dead', new SQSClient({ region: 'eu-central-1' }));
  beforeEach(() => {
    client.reset();
  });
  afterAll(() => {
    client.restore();
  });

  it('gives the submission of a letter that Sluice sent, and none for any other', async () => {
    const body = (text: string, number: number) => ({ Body: text, ReceiptHandle: `r${number}` });
    client.on(ReceiveMessageCommand).resolves({
      Messages: [
        body('{"kind":"submission-received","submissionId":"S1"}', 0),
        body('{"kind":"something-else"}', 1),
        body('not json', 2),
      ],
    });
    expect(await letters.receive()).toEqual([
      { submissionId: 'S1', receipt: 'r0' },
      { submissionId: undefined, receipt: 'r1' },
      { submissionId: undefined, receipt: 'r2' },
    ]);
  });

  it('asks SQS to remove letters only when there are any', async () => {
    await letters.remove([]);
    expect(client.commandCalls(DeleteMessageBatchCommand)).toHaveLength(0);
    client.on(DeleteMessageBatchCommand).resolves({});
    await letters.remove(['r0', 'r1']);
    expect(client.commandCalls(DeleteMessageBatchCommand)[0]?.args[0].input.Entries).toEqual([
      { Id: '0', ReceiptHandle: 'r0' },
      { Id: '1', ReceiptHandle: 'r1' },
    ]);
  });
});
