import type { Table } from '../table/table.ts';
import { listUsers } from '../users/user-repository.ts';
import { takeTurns } from './rotation-repository.ts';

/** Gives out owners one after the other; `undefined` when there is no active rep. */
export interface RoundRobin {
  next(): Promise<string | undefined>;
}

/**
 * The round robin over active reps for one batch of at most `batchSize` leads. Reads the reps and takes the turns once, when
 * the first lead asks.
 */
export const startRoundRobin = (table: Table, batchSize: number): RoundRobin => {
  const open = async () => {
    const users = await listUsers(table);
    const reps = users.filter((user) => user.role === 'rep' && user.active).map((user) => user.id);
    return { reps: reps.sort(), turn: reps.length === 0 ? 0 : await takeTurns(table, 'reps', batchSize) };
  };
  let opened: ReturnType<typeof open> | undefined;
  return {
    next: async () => {
      opened ??= open();
      const state = await opened;
      const owner = state.reps[state.turn % state.reps.length];
      state.turn += 1;
      return owner;
    },
  };
};
