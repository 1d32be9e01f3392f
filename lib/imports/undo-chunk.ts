import type { Chunk, RowException } from './chunk-entity.ts';
import { replaceChunk } from './chunk-repository.ts';
import { moved } from './commit-chunk.ts';
import type { Import } from './import-entity.ts';
import { type ImportDesk, rulesOf } from './import-job.ts';
import { loadPlan } from './import-objects.ts';
import type { PlanRow } from './plan-row.ts';
import { groupsOf } from './row-groups.ts';
import type { RowReason } from './row-state.ts';
import { undoWrites } from './row-writes.ts';
import { requireRun } from './stopped-run.ts';
import { transactRows } from './transact-rows.ts';

const EDITED: RowReason = 'edited-since';

const undone = (chunk: Chunk, rows: readonly PlanRow[], kept: readonly number[]): Chunk => {
  const exceptions: RowException[] = kept.map((row) => [row, EDITED]);
  const moves = rows.map(({ row, state }) => ({
    from: state === 'create' ? ('created' as const) : ('updated' as const),
    to: kept.includes(row) ? ('kept' as const) : ('undone' as const),
  }));
  return {
    ...chunk,
    undoFence: chunk.undoFence + 1,
    kept: exceptions.length > 0 ? [...(chunk.kept ?? []), ...exceptions] : chunk.kept,
    counts: moved(chunk.counts, moves),
  };
};

/**
 * Takes back what a commit wrote for a chunk, group by group as the commit went: deletes what it created, and puts back what it updated. A record that was edited
 * since stays, and is told. Errors: `Overtaken` when another worker has the chunk, `Stopped` between two groups.
 */
export const undoChunk = async (desk: ImportDesk, one: Import, before: Chunk): Promise<Chunk> => {
  // Nothing to take back, or nothing any more; the plan may be what a commit could not read.
  if (before.undoFence === before.fence) return before;
  const rules = rulesOf(one);
  const taken = new Set(before.taken?.map(([row]) => row));
  const groups = groupsOf(rules, await loadPlan(desk.files, before)).slice(0, before.fence);
  let chunk = before;
  for (const group of groups.slice(before.undoFence)) {
    const rows = group.filter(({ row }) => !taken.has(row));
    const now = new Date(desk.now()).toISOString();
    const chunkBefore = chunk;
    if (chunk !== before) await requireRun(desk.table, one);
    chunk = await transactRows(
      desk.table,
      new Map(rows.map((row) => [row.row, undoWrites(rules, row, now)])),
      (kept) => {
        const after = undone(chunkBefore, rows, kept);
        return { after, fence: replaceChunk(after, chunkBefore) };
      },
    );
  }
  return chunk;
};
