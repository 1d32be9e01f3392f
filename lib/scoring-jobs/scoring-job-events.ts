import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { BATCH, sendBatch } from '../queue/send-batch.ts';
import { batchesOf } from '../some-at-a-time.ts';

/** What travels to the worker of scoring jobs: a lane is named, how far it is stands in the table. */
export const laneEventSchema = z.object({ jobId: z.string(), lane: z.string() });
export type LaneEvent = z.output<typeof laneEventSchema>;

/** The queue of scoring jobs. */
export interface ScoringJobEvents {
  /** Sends any number of events, which come after so many seconds. Errors: when the queue refused one. */
  send(events: readonly LaneEvent[], delaySeconds?: number): Promise<void>;
}

/** Opens the queue. */
export const openScoringJobEvents = (queueUrl: string, client = new SQSClient({})): ScoringJobEvents => ({
  send: async (events, delaySeconds) => {
    for (const batch of batchesOf(events, BATCH)) await sendBatch(client, queueUrl, batch, delaySeconds);
  },
});
