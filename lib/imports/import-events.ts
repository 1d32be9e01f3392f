import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
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

/** Entries of one SendMessageBatch (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html). */
const BATCH = 10;
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
  const sendBatch = async (QueueUrl: string, events: readonly ImportEvent[]): Promise<void> => {
    const Entries = events.map((event, index) => ({ Id: String(index), MessageBody: JSON.stringify(event) }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const [failure] = Failed;
    if (failure) throw new Error(`the queue refused ${Failed.length} of ${Entries.length} events: ${failure.Code}`);
  };
  const batchesTo = (url: string, events: readonly ImportEvent[]) =>
    Array.from(
      { length: Math.ceil(events.length / BATCH) },
      (_, index) => () => sendBatch(url, events.slice(index * BATCH, (index + 1) * BATCH)),
    );
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
      for (let start = 0; start < batches.length; start += AT_ONCE) {
        await Promise.all(batches.slice(start, start + AT_ONCE).map((send) => send()));
      }
    },
  };
};
