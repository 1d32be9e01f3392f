import middy, { type MiddyfiedHandler } from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logError } from '../log.ts';

/** What a worker does with the messages of one batch. */
export type WorkOn = (record: SQSRecord) => Promise<void>;

/**
 * The one way to make a queue worker: each message succeeds or comes back on its own. `startBatch` sees the batch's size and gives what works on each
 * message; all messages of a batch are worked on at the same time.
 */
export const queueHandler = (startBatch: (size: number) => WorkOn): MiddyfiedHandler<SQSEvent, SQSBatchResponse> =>
  middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const workOn = startBatch(event.Records.length);
    // Async, so that work which throws before its first wait fails its own message and not the batch.
    const outcomes = await Promise.allSettled(event.Records.map(async (record) => workOn(record)));
    const failures = event.Records.filter((record, index) => {
      const outcome = outcomes[index];
      if (outcome?.status !== 'rejected') return false;
      logError('message failed and comes back', outcome.reason, {
        messageId: record.messageId,
        receives: Number(record.attributes.ApproximateReceiveCount),
      });
      return true;
    });
    return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
