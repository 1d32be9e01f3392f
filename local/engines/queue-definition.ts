/** A queue as the template declares it; durations in seconds. */
export interface QueueDefinition {
  name: string;
  visibilityTimeout?: number;
  messageRetentionPeriod?: number;
  delaySeconds?: number;
  receiveMessageWaitTimeSeconds?: number;
  fifo?: boolean;
  redrive?: { deadLetterTargetArn: string; maxReceiveCount: number };
}

/** How many messages a queue holds, by state. */
export interface QueueCounts {
  visible: number;
  inFlight: number;
  delayed: number;
}
