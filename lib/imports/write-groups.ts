import type { Table, Write } from '../table/table.ts';
import type { Chunk } from './chunk-entity.ts';
import { replaceChunk } from './chunk-repository.ts';
import type { Import } from './import-entity.ts';
import type { PlanRow } from './plan-row.ts';
import { requireRun } from './stopped-run.ts';
import { transactRows } from './transact-rows.ts';

type Group = readonly PlanRow[];

/** What a job does with a group of rows. */
interface GroupWork {
  /** The writes of each row. */
  readonly writesOf: (group: Group) => Promise<ReadonlyMap<number, readonly Write[]>>;
  /** The chunk after the group, of which some rows were taken out because their condition did not hold. */
  readonly chunkAfter: (chunk: Chunk, group: Group, taken: readonly number[]) => Chunk;
}

/**
 * Writes groups of rows of a chunk, a transaction each: its rows and the chunk's fence, so that a group is written once, whoever tries, and however often. Gives the chunk
 * as written. Errors: `Overtaken` when another worker has the chunk, `Stopped` between two groups.
 */
export const writeGroups = async (
  table: Table,
  one: Import,
  before: Chunk,
  groups: readonly Group[],
  { writesOf, chunkAfter }: GroupWork,
): Promise<Chunk> => {
  let chunk = before;
  for (const group of groups) {
    const now = chunk;
    if (chunk !== before) await requireRun(table, one);
    chunk = await transactRows(table, await writesOf(group), (taken) => {
      const after = chunkAfter(now, group, taken);
      return { after, fence: replaceChunk(after, now) };
    });
  }
  return chunk;
};
