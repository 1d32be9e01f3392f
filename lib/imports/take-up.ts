import { setTimeout as wait } from 'node:timers/promises';
import type { Table } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import type { Chunk } from './chunk-entity.ts';
import { getChunk, takeUpChunk } from './chunk-repository.ts';

/** A worker of an earlier run writes one more group at most before it finds that it is over. */
const ATTEMPTS = 8;
const LONGEST_DELAY = 250;

/**
 * Takes a chunk up for a run, although a worker of an earlier one may still be at it: that one can write no more. Gives the chunk as it is taken up, or `undefined` when this run is
 * done with it or a later one has it. `changes` come with it.
 */
export const takeUp = async (
  table: Table,
  { importId, number, run }: Pick<Chunk, 'importId' | 'number' | 'run'>,
  changes: Partial<Chunk> = {},
): Promise<Chunk | undefined> => {
  for (let attempt = 1; ; attempt += 1) {
    const found = await getChunk(table, importId, number);
    if (found.run > run || found.finishedRun >= run) return undefined;
    const taken = { ...found, ...changes, run };
    if (found.run === run && Object.keys(changes).length === 0) return found;
    try {
      await takeUpChunk(table, taken, found);
      return taken;
    } catch (error) {
      if (!(error instanceof ConditionFailed) || attempt === ATTEMPTS) throw error;
      await wait(Math.random() * LONGEST_DELAY);
    }
  }
};
