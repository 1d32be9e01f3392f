import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Entries of one SendMessageBatch (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html). */
export const BATCH = 10;

/** Sends events to a queue in one request, ten at most, to come after so many seconds (0 to 900). Errors: when the queue refused one. */
export const sendBatch = async (
  client: SQSClient,
  QueueUrl: string,
  events: readonly unknown[],
  DelaySeconds?: number,
): Promise<void> => {
  const Entries = events.map((event, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(event),
    ...(DelaySeconds !== undefined && { DelaySeconds }),
  }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const [failure] = Failed;
  if (failure) throw new Error(`the queue refused ${Failed.length} of ${Entries.length} events: ${failure.Code}`);
};
