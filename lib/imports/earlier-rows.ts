import type { Lead } from '../leads/lead-entity.ts';
import { findLeads } from '../leads/lead-repository.ts';
import type { Table } from '../table/table.ts';
import { findContent } from './content-repository.ts';
import type { Import } from './import-entity.ts';
import { findImport } from './import-repository.ts';
import { inBatches } from './match-rows.ts';
import { idOfRow } from './row-writes.ts';

/**
 * The leads that earlier imports of the same content made, by row: whoever brings a list again means the same people, also those of whom it says nothing by which they could be
 * found.
 */
export const findEarlierLeads = async (
  table: Table,
  one: Import,
  rows: readonly number[],
): Promise<ReadonlyMap<number, Lead>> => {
  const found = new Map<number, Lead>();
  if (one.contentHash === undefined || rows.length === 0) return found;
  for (const importId of await findContent(table, one.contentHash)) {
    const other = importId === one.id ? undefined : await findImport(table, importId);
    if (other?.committedAt === undefined) continue;
    const committedAt = Date.parse(other.committedAt);
    const rowOf = new Map(rows.map((row) => [idOfRow({ importId, committedAt }, row), row]));
    for (const lead of await inBatches([...rowOf.keys()], (batch) => findLeads(table, batch))) {
      const row = rowOf.get(lead.id);
      if (row !== undefined && !found.has(row)) found.set(row, lead);
    }
  }
  return found;
};
