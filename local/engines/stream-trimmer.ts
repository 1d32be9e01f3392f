import { setTimeout as sleep } from 'node:timers/promises';
import { parsePosition } from './stream-reader.ts';
import { isLocked, type StreamRecords } from './stream-records.ts';

// A sweep removes up to this many chunks of a stream, and lets others have the thread in between.
const CHUNKS_A_SWEEP = 10;
const MARK_TRIES = 5;
const EVERYTHING = BigInt(Number.MAX_SAFE_INTEGER);

/** Decides which stream records may go, and keeps readers away while a record is being marked. */
export class StreamTrimmer {
  readonly #records: StreamRecords;
  readonly #consumed = new Map<string, bigint>();
  readonly #streams = new Set<string>();
  readonly #withReader = new Set<string>();
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(records: StreamRecords) {
    this.#records = records;
  }

  noteStream(tableName: string): void {
    this.#streams.add(tableName);
  }

  noteReader(tableName: string): void {
    this.#withReader.add(tableName);
  }

  noteConsumed(tableName: string, through: string): void {
    const { sequenceNumber } = parsePosition(through);
    if (sequenceNumber !== undefined) this.#raise(tableName, BigInt(sequenceNumber));
  }

  /** Lets go of records that are older than AWS keeps them, whether somebody read them or not. */
  async noteRetention(): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    for (const tableName of this.#streams) this.#raise(tableName, this.#records.pastRetention(tableName, now));
  }

  /** Removes what is consumed from each stream; of a stream without any reader, everything. */
  async sweep(): Promise<void> {
    for (const tableName of this.#streams) {
      const through = this.#withReader.has(tableName) ? (this.#consumed.get(tableName) ?? 0n) : EVERYTHING;
      for (let chunk = 0; chunk < CHUNKS_A_SWEEP && this.#trim(tableName, through); chunk += 1) await sleep(1);
    }
  }

  /** Removes an item and marks its stream record as the work of Time to Live before anybody reads it. */
  async removeAsExpired(tableName: string, key: unknown, remove: () => Promise<void>): Promise<void> {
    await this.alone(tableName, async () => {
      const before = this.#records.newestId();
      await remove();
      for (let tries = 1; !this.#mark(tableName, key, before) && tries < MARK_TRIES; tries += 1) await sleep(10);
    });
  }

  /** Runs a job while no other job of this table's stream runs. */
  alone<T>(tableName: string, job: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(tableName) ?? Promise.resolve()).then(job);
    this.#turns.set(
      tableName,
      turn.catch(() => undefined),
    );
    return turn;
  }

  #raise(tableName: string, sequence: bigint): void {
    if (sequence > (this.#consumed.get(tableName) ?? 0n)) this.#consumed.set(tableName, sequence);
  }

  #trim(tableName: string, through: bigint): boolean {
    return through > 0n && unlessLocked(() => this.#records.trim(tableName, through), false);
  }

  #mark(tableName: string, key: unknown, afterId: number): boolean {
    return unlessLocked(() => {
      this.#records.markExpired(tableName, key, afterId);
      return true;
    }, false);
  }
}

function unlessLocked<T>(job: () => T, whenLocked: T): T {
  try {
    return job();
  } catch (error) {
    // The engine is in the middle of a write: the caller comes again.
    if (isLocked(error)) return whenLocked;
    throw error;
  }
}
