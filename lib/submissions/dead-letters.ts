import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Table } from '../table/table.ts';
import { leadEventSchema } from './lead-events.ts';
import { findSubmissions, markFailed } from './submission-repository.ts';

interface DeadLetter {
  /** `undefined` when the message is none that Sluice sent. */
  readonly submissionId: string | undefined;
  readonly receipt: string;
}

/** The messages that the intake gave up on. They stay where they are, and alarm, until their submission is processed. */
export interface DeadLetters {
  receive(): Promise<DeadLetter[]>;
  remove(receipts: readonly string[]): Promise<void>;
}

/** Seconds for which a letter that was looked at is out of sight, so that one sweep sees each but once. */
const OUT_OF_SIGHT = 50;
/** Messages of one ReceiveMessage, and how often a sweep asks. */
const BATCH = 10;
const ROUNDS = 20;

const submissionIdOf = (body: string): string | undefined => {
  try {
    const event = leadEventSchema.parse(JSON.parse(body));
    return event.kind === 'form-replayed' ? undefined : event.submissionId;
  } catch {
    // Not ours to judge: it stays in the queue and keeps the alarm on until somebody looks.
    return undefined;
  }
};

/** Opens the dead-letter queue of lead events. */
export const openDeadLetters = (queueUrl: string, client = new SQSClient({})): DeadLetters => ({
  receive: async () => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: BATCH, VisibilityTimeout: OUT_OF_SIGHT }),
    );
    return Messages.map(({ Body = '', ReceiptHandle = '' }) => ({
      submissionId: submissionIdOf(Body),
      receipt: ReceiptHandle,
    }));
  },
  remove: async (receipts) => {
    if (receipts.length === 0) return;
    const Entries = receipts.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  },
});

/**
 * Looks through the dead letters: a submission whose event lies there shows as failed, and a letter whose submission was processed
 * after all is thrown away, which ends the alarm. Gives how many submissions it marked as failed.
 */
export const settleDeadLetters = async (table: Table, letters: DeadLetters): Promise<number> => {
  let failed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const batch = await letters.receive();
    if (batch.length === 0) break;
    const submissions = await findSubmissions(
      table,
      batch.flatMap(({ submissionId }) => submissionId ?? []),
    );
    const stateOf = new Map(submissions.map((submission) => [submission.id, submission.state]));
    for (const submission of submissions) {
      if (submission.state !== 'received') continue;
      await markFailed(table, submission);
      failed += 1;
    }
    const settled = batch.filter(({ submissionId }) => submissionId && stateOf.get(submissionId) === 'processed');
    await letters.remove(settled.map(({ receipt }) => receipt));
  }
  return failed;
};
