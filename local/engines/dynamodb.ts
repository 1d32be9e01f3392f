import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findDynamoDb } from './engine-binary.ts';
import { startEngineProcess } from './engine-process.ts';
import { ensureTable } from './ensure-table.ts';
import { ExpiredItems } from './expired-items.ts';
import { type StreamPage, StreamReader } from './stream-reader.ts';
import { StreamRecords } from './stream-records.ts';
import { StreamTrimmer } from './stream-trimmer.ts';
import { Sweeps } from './sweeps.ts';
import type { TableDefinition } from './table-definition.ts';

const REGION = 'us-east-1';
const EXPIRY_SWEEP_MS = 60_000;
const TRIM_SWEEP_MS = 1000;
const RETENTION_SWEEP_MS = 600_000;

export interface DynamoDbEngine {
  endpoint: string;
  /** Process of the engine; undefined when somebody else runs it (DYNAMODB_ENDPOINT). */
  pid: number | undefined;
  /** Resolves with one line when the engine died by itself; never settles otherwise. */
  died: Promise<string>;
  /** Creates the table or checks that the existing one has the same keys; adds and drops indexes, stream and TTL. */
  ensureTable(table: TableDefinition): Promise<{ streamArn?: string }>;
  /** Position after the newest record: what a mapping with StartingPosition LATEST starts from. */
  latestStreamPosition(tableName: string): Promise<string | undefined>;
  /** Up to `limit` (1 to 1,000) records after a position, undefined being the oldest kept. Positions are opaque strings and survive a restart. */
  readStream(tableName: string, after: string | undefined, limit: number): Promise<StreamPage>;
  /** Says that ALL consumers of the stream are past this position: records up to it may go. */
  trimStream(tableName: string, through: string): Promise<void>;
  /** Removes expired items now, as the sweep of each minute does (a bounded part of each table); gives how many went. */
  removeExpired(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts the DynamoDB engine on a data folder, or connects to the one that DYNAMODB_ENDPOINT names.
 * Throws one clear line when there is none, or when the folder cannot be used.
 */
export async function startDynamoDb(options: { dataDir: string; log(line: string): void }): Promise<DynamoDbEngine> {
  const source = findDynamoDb(process.env);
  const started = 'program' in source ? await startEngineProcess({ ...options, program: source.program }) : undefined;
  const endpoint = started?.endpoint ?? ('endpoint' in source ? source.endpoint : '');
  const client = new DynamoDBClient({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'engine', secretAccessKey: 'engine' },
  });
  const records = started === undefined ? undefined : await openRecords(started);
  const trimmer = records === undefined ? undefined : new StreamTrimmer(records);
  const expired = new ExpiredItems(client, async (tableName, key, remove) =>
    trimmer === undefined ? remove() : trimmer.removeAsExpired(tableName, key, remove),
  );
  const tables = new Map<string, TableDefinition>();
  const readers = new Map<string, StreamReader>();

  // An engine that somebody else runs looks after its own expired items and stream records.
  const sweeps = new Sweeps((error) => options.log(`a sweep of the DynamoDB engine failed: ${String(error)}`));
  if (started !== undefined && trimmer !== undefined) {
    started.died.then((line) => {
      sweeps.stop();
      options.log(line);
    });
    sweeps.every(EXPIRY_SWEEP_MS, removeExpired);
    sweeps.every(TRIM_SWEEP_MS, () => trimmer.sweep());
    sweeps.every(RETENTION_SWEEP_MS, () => trimmer.noteRetention());
  }

  async function removeExpired(): Promise<number> {
    let removed = 0;
    for (const table of tables.values()) removed += await expired.sweep(table, Math.floor(Date.now() / 1000));
    return removed;
  }

  function readerOf(tableName: string): StreamReader {
    const reader = readers.get(tableName);
    if (reader === undefined) throw new Error(`the table ${tableName} has no stream`);
    trimmer?.noteReader(tableName);
    return reader;
  }

  return {
    endpoint,
    pid: started?.pid,
    died: started?.died ?? new Promise<string>(() => {}),
    async ensureTable(table) {
      const engineArn = await ensureTable(client, table);
      tables.set(table.name, table);
      if (engineArn === undefined) return {};
      const streamArn = inRegion(engineArn);
      readers.set(table.name, new StreamReader(endpoint, engineArn, streamArn));
      trimmer?.noteStream(table.name);
      return { streamArn };
    },
    async latestStreamPosition(tableName) {
      return readerOf(tableName).latest();
    },
    async readStream(tableName, after, limit) {
      const reader = readerOf(tableName);
      return trimmer === undefined
        ? reader.read(after, limit)
        : trimmer.alone(tableName, () => reader.read(after, limit));
    },
    async trimStream(tableName, through) {
      readerOf(tableName);
      trimmer?.noteConsumed(tableName, through);
    },
    removeExpired,
    async stop() {
      await sweeps.stop();
      records?.close();
      client.destroy();
      await started?.stop();
    },
  };
}

async function openRecords(started: { databaseFile: string; stop(): Promise<void> }): Promise<StreamRecords> {
  try {
    return new StreamRecords(started.databaseFile);
  } catch (error) {
    await started.stop();
    throw error;
  }
}

// The engine writes its own name where an ARN has the region.
function inRegion(arn: string): string {
  const parts = arn.split(':');
  parts[3] = REGION;
  return parts.join(':');
}
