import type { Table } from '../table/table.ts';
import { takeTurns } from './rotation-repository.ts';

/** Turns of pools, taken from the table some at a time. */
export interface Turns {
  /** The next turn of a pool; where none is at hand, so many are taken. */
  next(pool: string, block: number): Promise<number>;
}

/**
 * Turns in the memory of one function instance. What a batch does not use is there for the next one, so that turns are lost only with the instance, and whoever
 * comes first in a round is not preferred by batches that use few.
 */
export const openTurns = (table: Table): Turns => {
  const atHand = new Map<string, number[]>();
  return {
    next: async (pool, block) => {
      const turn = atHand.get(pool)?.shift();
      if (turn !== undefined) return turn;
      const first = await takeTurns(table, pool, block);
      const rest = Array.from({ length: block - 1 }, (_, index) => first + 1 + index);
      atHand.set(pool, [...(atHand.get(pool) ?? []), ...rest]);
      return first;
    },
  };
};
