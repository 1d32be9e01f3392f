import type * as z from 'zod';
import type { Table } from '../table/table.ts';
import { listChunks } from './chunk-repository.ts';
import type { importRecord, importSummary } from './import-contract.ts';
import type { Import } from './import-entity.ts';
import { jobOf } from './import-state.ts';
import { findStep } from './open-step-repository.ts';
import { type Progress, presentImport, presentImportSummary } from './present-import.ts';

/** Where an import stands at this moment: its chunks tell while a job is under way, or was stopped. */
const progressOf = async (table: Table, { id, state }: Import, now: number): Promise<Progress> => {
  if (state === 'reading') {
    const step = await findStep(table, { importId: id, step: 'read' });
    return { bytesRead: step?.done, now };
  }
  return { chunks: jobOf(state) || state === 'stopped' ? await listChunks(table, id) : undefined, now };
};

/** One import as the API shows it; `now` in milliseconds since the epoch. */
export const showImport = async (table: Table, one: Import, now: number): Promise<z.output<typeof importRecord>> =>
  presentImport(one, await progressOf(table, one, now));

/** Some imports as the history shows them. */
export const showImports = async (
  table: Table,
  imports: readonly Import[],
  now: number,
): Promise<z.output<typeof importSummary>[]> =>
  Promise.all(imports.map(async (one) => presentImportSummary(one, await progressOf(table, one, now))));
