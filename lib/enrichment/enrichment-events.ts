import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

/** What travels to the function that looks companies up. */
export const enrichmentEventSchema = z.object({
  leadId: z.string(),
  /** When somebody asked for news: what was said before then does not count. Milliseconds since the epoch. */
  askedAt: z.number().optional(),
});
export type EnrichmentEvent = z.output<typeof enrichmentEventSchema>;

/** The queue to the function that looks companies up. */
export interface EnrichmentEvents {
  send(event: EnrichmentEvent): Promise<void>;
}

/** Opens the queue. One attempt of half a second: whoever asks can ask again. */
export const openEnrichmentEvents = (
  queueUrl: string,
  client = new SQSClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 300, requestTimeout: 500, throwOnRequestTimeout: true },
  }),
): EnrichmentEvents => ({
  send: async (event) => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(event) }));
  },
});
