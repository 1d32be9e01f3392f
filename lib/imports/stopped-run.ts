import type { Table } from '../table/table.ts';
import type { Import } from './import-entity.ts';
import { findImport } from './import-repository.ts';

/** Somebody stopped the job that a worker works for. */
export class Stopped extends Error {
  constructor() {
    super('the job was stopped');
    this.name = 'Stopped';
  }
}

/** Asks whether the run that a worker works for still goes on: a read or two beside the hundred writes of a group. Errors: `Stopped`. */
export const requireRun = async (table: Table, { id, run }: Pick<Import, 'id' | 'run'>): Promise<void> => {
  if ((await findImport(table, id))?.run !== run) throw new Stopped();
};
