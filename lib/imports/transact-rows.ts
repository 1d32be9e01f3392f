import { setTimeout as wait } from 'node:timers/promises';
import type { Table, Write } from '../table/table.ts';
import { ConditionFailed, Contention, isThrottling } from '../table/write-errors.ts';
import type { Chunk } from './chunk-entity.ts';
import { FENCE } from './chunk-repository.ts';
import { rowOfLabel } from './row-writes.ts';

/** Another worker has taken the chunk up, or went on with it: whatever is left of it is theirs. */
export class Overtaken extends Error {
  constructor(cause?: unknown) {
    super('another worker goes on with this chunk', { cause });
    this.name = 'Overtaken';
  }
}

/** Tries while other writers or the table's limits are in the way; then the queue brings the chunk again. */
const ATTEMPTS = 10;
/** Milliseconds; full jitter over a doubling base, as AWS advises for throttled calls: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const BASE_DELAY = 25;
const LONGEST_DELAY = 3_000;

const rowsOf = (error: ConditionFailed): number[] => error.labels.flatMap((label) => rowOfLabel(label) ?? []);

/**
 * Writes the rows of a group in one transaction, together with the chunk as it is afterwards. Rows whose condition does not hold are taken out, and the rest goes
 * again. Gives the chunk as written. Errors: `Overtaken`; `Contention` when it does not end.
 */
export const transactRows = async (
  table: Table,
  writesByRow: ReadonlyMap<number, readonly Write[]>,
  chunkAfter: (taken: readonly number[]) => { after: Chunk; fence: Write },
): Promise<Chunk> => {
  const taken = new Set<number>();
  for (let attempt = 1; ; ) {
    const { after, fence } = chunkAfter([...taken]);
    const rows = [...writesByRow].filter(([row]) => !taken.has(row)).flatMap(([, writes]) => writes);
    try {
      await table.transact([...rows, fence]);
      return after;
    } catch (error) {
      if (error instanceof ConditionFailed) {
        if (error.labels.includes(FENCE)) throw new Overtaken(error);
        const failed = rowsOf(error);
        if (failed.length === 0) throw error;
        for (const row of failed) taken.add(row);
      } else if ((error instanceof Contention || isThrottling(error)) && attempt < ATTEMPTS) {
        await wait(Math.random() * Math.min(LONGEST_DELAY, BASE_DELAY * 2 ** attempt));
        attempt += 1;
      } else throw error;
    }
  }
};
