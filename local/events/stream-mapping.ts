import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { LambdaFunction } from '../lambda/functions.ts';
import { readBatchFailures } from './batch-failures.ts';
import { createPauseGate } from './pause-gate.ts';

export interface StreamMappingDefinition {
  tableName: string;
  streamArn: string;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  batchSize: number;
  windowMs: number;
  bisects: boolean;
  /** -1: for ever. */
  maximumRetries: number;
  reportsBatchItemFailures: boolean;
  /** Whether the mapping's filters let a record through. */
  passes(record: unknown): boolean;
}

/** Where the records of a table come from, and where a mapping tells what it needs no longer. */
export interface StreamSource {
  latest(): Promise<string | undefined>;
  read(after: string | undefined, limit: number): Promise<{ records: unknown[]; next: string | undefined }>;
  consumed(through: string): Promise<void>;
}

export interface StreamMapping {
  /** Whether everything written so far has been handed over. */
  isIdle(): Promise<boolean>;
  pause(): void;
  resume(): void;
  /** Resolves when the batch under way is done; what it could not deliver comes again at the next start. */
  stop(): Promise<void>;
}

// Lambda polls a shard four times a second: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
const idlePollMs = 250;
const busyPollMs = 25;
const firstRetryMs = 200;
const longestRetryMs = 10_000;

const checkpointSchema = z.object({ position: z.string().optional() });

function readCheckpoint(file: string): z.infer<typeof checkpointSchema> | undefined {
  try {
    return checkpointSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // the first run on this data folder
  }
}

function writeCheckpoint(file: string, position: string | undefined): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify({ position }));
  renameSync(`${file}.new`, file);
}

const sequenceSchema = z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string() }) });

function sequenceOf(record: unknown): string {
  return sequenceSchema.parse(record).dynamodb.SequenceNumber;
}

/**
 * Starts to hand the records of a table's stream to a function, in order. A failed batch is tried again, split in two
 * when the mapping bisects, and given to `discarded` when its retries are used up.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function startStreamMapping(
  definition: StreamMappingDefinition,
  target: LambdaFunction,
  source: StreamSource,
  checkpointFile: string,
  discarded: (records: readonly unknown[], attempts: number) => Promise<void>,
  log: (line: string) => void,
): Promise<StreamMapping> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const gate = createPauseGate();
  let isDelivering = false;

  const known = readCheckpoint(checkpointFile);
  let position = known?.position;
  if (known === undefined && definition.startingPosition === 'LATEST') position = await source.latest();
  writeCheckpoint(checkpointFile, position);

  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);

  /** Delivers all records or discards what cannot be; false when the mapping was stopped before. */
  async function deliver(records: readonly unknown[]): Promise<boolean> {
    let left = records;
    for (let failures = 0, waitMs = firstRetryMs; !signal.aborted; waitMs = Math.min(waitMs * 2, longestRetryMs)) {
      const result = await target.invoke({ Records: left });
      if (result.kind === 'success') {
        const ids = left.map(sequenceOf);
        const failed = definition.reportsBatchItemFailures ? readBatchFailures(result.value, ids) : new Set<string>();
        const first = ids.findIndex((id) => failed.has(id));
        if (first < 0) return true;
        left = left.slice(first);
      } else if (definition.bisects && result.kind !== 'throttled' && left.length > 1) {
        // Splitting does not count as a retry.
        const middle = Math.ceil(left.length / 2);
        return (await deliver(left.slice(0, middle))) && deliver(left.slice(middle));
      }
      if (result.kind !== 'throttled') failures += 1;
      if (definition.maximumRetries >= 0 && failures > definition.maximumRetries) {
        log(`${left.length} records of ${definition.streamArn} are given up after ${failures} attempts`);
        await discarded(left, failures);
        return true;
      }
      await pause(waitMs);
    }
    return false;
  }

  async function readBatch() {
    const page = await source.read(position, definition.batchSize);
    if (page.records.length === 0 || page.records.length >= definition.batchSize || definition.windowMs === 0) {
      return page;
    }
    await pause(definition.windowMs);
    return source.read(position, definition.batchSize);
  }

  async function step(): Promise<number> {
    const page = await readBatch();
    if (page.next === position || signal.aborted) return idlePollMs;
    isDelivering = true;
    try {
      const records = page.records.filter(definition.passes);
      if (records.length > 0 && !(await deliver(records))) return 0;
      position = page.next;
      writeCheckpoint(checkpointFile, position);
      if (position !== undefined) await source.consumed(position);
    } finally {
      isDelivering = false;
    }
    return page.records.length >= definition.batchSize ? 0 : busyPollMs;
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await gate.pass();
      try {
        await pause(await step());
      } catch (error) {
        // The engine does not answer: the next round tries again, until the mapping is stopped.
        if (!signal.aborted) log(`The stream ${definition.streamArn} cannot be read: ${String(error)}`);
        await pause(1000);
      }
    }
  }

  const running = run();
  return {
    isIdle: async () => !isDelivering && (await source.read(position, 1)).records.length === 0,
    pause: gate.pause,
    resume: gate.resume,
    stop: async () => {
      stopping.abort();
      gate.resume();
      await running;
    },
  };
}
