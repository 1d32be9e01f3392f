import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { BATCH, sendBatch } from '../queue/send-batch.ts';
import { batchesOf, someAtATime } from '../some-at-a-time.ts';
import { IMPORT_STEPS, type OpenStep } from './open-step-entity.ts';

/** What travels to the workers: work is named, never carried, because the table is the truth. */
export const importEventSchema = z.object({
  importId: z.string(),
  step: z.union([z.enum(IMPORT_STEPS), z.number().int()]),
  run: z.number().int(),
});
export type ImportEvent = z.output<typeof importEventSchema>;

/** The queues of imports: chunks go to many workers, the steps of a whole import to few. */
export interface ImportEvents {
  /** Errors: when a queue refused one; the sweeper sends again what has a step in the table. */
  send(events: readonly ImportEvent[]): Promise<void>;
}

/** Batches on their way at the same time. */
const AT_ONCE = 8;

/** The event that asks for a step. */
export const eventOf = ({ importId, step, run }: OpenStep): ImportEvent => ({ importId, step, run });

/** Opens the two queues. */
export const openImportEvents = (
  urls: { readonly files: string; readonly chunks: string },
  client = new SQSClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 2000, throwOnRequestTimeout: true },
  }),
): ImportEvents => {
  const batchesTo = (url: string, events: readonly ImportEvent[]) =>
    batchesOf(events, BATCH).map((batch) => ({ url, batch }));
  return {
    send: async (events) => {
      const batches = [
        ...batchesTo(
          urls.files,
          events.filter(({ step }) => typeof step !== 'number'),
        ),
        ...batchesTo(
          urls.chunks,
          events.filter(({ step }) => typeof step === 'number'),
        ),
      ];
      await someAtATime(batches, AT_ONCE, ({ url, batch }) => sendBatch(client, url, batch));
    },
  };
};
