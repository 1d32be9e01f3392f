import { findLeads } from '../leads/lead-repository.ts';
import type { Chunk, RowException } from './chunk-entity.ts';
import type { Import } from './import-entity.ts';
import { type ImportDesk, rulesOf } from './import-job.ts';
import { loadPlan } from './import-objects.ts';
import { inBatches } from './match-rows.ts';
import type { PlanRow } from './plan-row.ts';
import { groupsOf } from './row-groups.ts';
import { rowScoring } from './row-scoring.ts';
import { moved, type RowReason } from './row-state.ts';
import { leadIdOf, undoWrites } from './row-writes.ts';
import { writeGroups } from './write-groups.ts';

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
  const groups = groupsOf(rules, await loadPlan(desk.files, before))
    .slice(before.undoFence, before.fence)
    .map((group) => group.filter(({ row }) => !taken.has(row)));
  return writeGroups(desk.table, one, before, groups, {
    writesOf: async (rows) => {
      const leads = await inBatches(
        rows.map((row) => leadIdOf(rules, row)),
        (ids) => findLeads(desk.table, ids),
      );
      const known = new Map(leads.map((lead) => [lead.id, lead]));
      const scoring = await rowScoring(desk.scorers, desk.now(), leads);
      return new Map(rows.map((row) => [row.row, undoWrites(rules, row, known.get(leadIdOf(rules, row)), scoring)]));
    },
    chunkAfter: undone,
  });
};
