import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import type { LambdaFunction } from '../lambda/functions.ts';
import { readBatchFailures } from './batch-failures.ts';
import { createPauseGate } from './pause-gate.ts';
import { messagesPerCall, type QueueClient } from './queue-client.ts';
import { createQueueEvent } from './queue-event.ts';

export interface QueueMappingDefinition {
  queueUrl: string;
  queueArn: string;
  visibilityTimeoutMs: number;
  batchSize: number;
  windowMs: number;
  /** Batches that may be under way at the same time; undefined leaves it to the function's own concurrency. */
  maximumConcurrency: number | undefined;
  reportsBatchItemFailures: boolean;
}

export interface QueueMapping {
  queueUrl: string;
  pause(): void;
  resume(): void;
  /** Takes no more messages and resolves when the batches under way are done. */
  stop(): Promise<void>;
}

const defaultPollers = 4;
const troubleDelayMs = 1000;

/** Starts to hand the messages of a queue to a function, in batches, as an event source mapping of Lambda does. */
export function startQueueMapping(
  definition: QueueMappingDefinition,
  target: LambdaFunction,
  client: QueueClient,
  log: (line: string) => void,
): QueueMapping {
  const stopping = new AbortController();
  const gate = createPauseGate();

  async function receive(limit: number, waitSeconds?: number): Promise<Message[]> {
    try {
      return await client.receive(definition.queueUrl, limit, stopping.signal, waitSeconds);
    } catch (error) {
      // The engine does not answer: the next round tries again, until the mapping is stopped.
      if (stopping.signal.aborted) return [];
      log(`Messages of ${definition.queueArn} cannot be received: ${String(error)}`);
      await sleep(troubleDelayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      return [];
    }
  }

  /** One call's messages, or, with a batching window, as many as arrive in it. */
  async function receiveBatch(): Promise<Message[]> {
    const batch = await receive(Math.min(definition.batchSize, messagesPerCall));
    if (batch.length === 0 || definition.windowMs === 0) return batch;
    const end = performance.now() + definition.windowMs;
    while (batch.length < definition.batchSize && performance.now() < end && !stopping.signal.aborted) {
      const left = Math.ceil((end - performance.now()) / 1000);
      batch.push(...(await receive(definition.batchSize - batch.length, Math.min(left, 1))));
    }
    return batch;
  }

  async function process(batch: readonly Message[]): Promise<void> {
    const result = await target.invoke(createQueueEvent(definition.queueArn, batch));
    if (result.kind !== 'success') return; // the messages come back after their visibility timeout
    const ids = batch.map(({ MessageId }) => MessageId ?? '');
    const failed = definition.reportsBatchItemFailures ? readBatchFailures(result.value, ids) : new Set<string>();
    const done = batch.filter(({ MessageId }) => !failed.has(MessageId ?? ''));
    await client.remove(
      definition.queueUrl,
      done.map(({ ReceiptHandle }) => ReceiptHandle ?? ''),
    );
  }

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      await gate.pass();
      const batch = await receiveBatch();
      const receivedAt = performance.now();
      if (batch.length === 0) continue;
      await gate.pass(); // paused while it waited for messages
      if (stopping.signal.aborted || performance.now() - receivedAt > definition.visibilityTimeoutMs) continue;
      try {
        await process(batch);
      } catch (error) {
        log(`Messages of ${definition.queueArn} cannot be removed: ${String(error)}`);
      }
    }
  }

  const pollers = definition.queueUrl.endsWith('.fifo')
    ? 1
    : Math.max(1, Math.min(definition.maximumConcurrency ?? defaultPollers, target.concurrency));
  const polling = Array.from({ length: pollers }, poll);
  return {
    queueUrl: definition.queueUrl,
    pause: gate.pause,
    resume: gate.resume,
    stop: async () => {
      stopping.abort();
      gate.resume();
      await Promise.all(polling);
    },
  };
}
