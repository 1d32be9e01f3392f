import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { BATCH, sendBatch } from '../queue/send-batch.ts';
import { batchesOf } from '../some-at-a-time.ts';

/** What travels to the intake: a submission is named, never carried, because the table is the truth. */
export const leadEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('submission-received'), submissionId: z.string() }),
  /** Once more, through the rules of today. */
  z.object({ kind: z.literal('submission-replayed'), submissionId: z.string() }),
  /** A step of replaying a whole form: from a moment on (milliseconds), in one shard, behind an id. */
  z.object({
    kind: z.literal('form-replayed'),
    formId: z.string(),
    from: z.number(),
    shard: z.number(),
    after: z.string().optional(),
  }),
]);
export type LeadEvent = z.output<typeof leadEventSchema>;

/** The queue between capture and the intake. */
export interface LeadEvents {
  send(event: LeadEvent): Promise<void>;
  /** Sends any number of events. Errors: when the queue refused one. */
  sendAll(events: readonly LeadEvent[]): Promise<void>;
}

/**
 * Opens the queue. One attempt of half a second on the request path: what does not arrive, the sweeper sends again.
 */
export const openLeadEvents = (
  queueUrl: string,
  client = new SQSClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 300, requestTimeout: 500, throwOnRequestTimeout: true },
  }),
): LeadEvents => ({
  send: async (event) => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(event) }));
  },
  sendAll: async (events) => {
    for (const batch of batchesOf(events, BATCH)) await sendBatch(client, queueUrl, batch);
  },
});
