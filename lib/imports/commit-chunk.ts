import type { Lead } from '../leads/lead-entity.ts';
import { startRouter } from '../routing/router.ts';
import type { Write } from '../table/table.ts';
import type { Chunk, RowException } from './chunk-entity.ts';
import type { Import } from './import-entity.ts';
import { type ImportDesk, type RowRules, rulesOf } from './import-job.ts';
import { loadPlan } from './import-objects.ts';
import type { PlanRow } from './plan-row.ts';
import { groupsOf } from './row-groups.ts';
import { type RowScoring, rowScoring } from './row-scoring.ts';
import { moved, type RowReason } from './row-state.ts';
import { commitWrites, leadOfRow } from './row-writes.ts';
import { writeGroups } from './write-groups.ts';

/** Gives a row that makes a lead that lead with its owner: the one that the row names, or the one that the import's options say. */
type OwnRow = (row: PlanRow, scoring: RowScoring) => Promise<Lead>;

const owningRows = ({ routing }: ImportDesk, rules: RowRules, rows: readonly PlanRow[]): OwnRow => {
  const { assign, ownerId } = rules.options;
  const turns = rows.filter(({ state, told }) => state === 'create' && told.ownerId === undefined).length;
  const router = startRouter(routing, turns);
  return async (row, scoring) => {
    const named = row.told.ownerId ?? (assign === 'user' ? ownerId : undefined);
    const lead = leadOfRow(rules, row, named, scoring);
    if (named !== undefined || assign !== 'rules') return lead;
    return { ...lead, ...(await router.assign(lead)).lead };
  };
};

const CHANGED: RowReason = 'changed-since-plan';

const committed = (chunk: Chunk, group: readonly PlanRow[], taken: readonly number[]): Chunk => {
  const exceptions: RowException[] = taken.map((row) => [row, CHANGED]);
  const moves = group.map(({ row, state }) => {
    if (taken.includes(row)) return { from: state, to: 'conflict' } as const;
    return { from: state, to: state === 'create' ? 'created' : 'updated' } as const;
  });
  return {
    ...chunk,
    fence: chunk.fence + 1,
    taken: exceptions.length > 0 ? [...(chunk.taken ?? []), ...exceptions] : chunk.taken,
    counts: moved(chunk.counts, moves),
  };
};

const writesOf = async (
  { scorers, now }: ImportDesk,
  rules: RowRules,
  group: readonly PlanRow[],
  own: OwnRow,
): Promise<Map<number, Write[]>> => {
  const scoring = await rowScoring(
    scorers,
    now(),
    group.flatMap(({ before }) => before ?? []),
  );
  const writes = new Map<number, Write[]>();
  for (const row of group) {
    writes.set(row.row, commitWrites(rules, row, row.before ? undefined : await own(row, scoring), scoring));
  }
  return writes;
};

/**
 * Commits the rows of a chunk as they were planned, a transaction a group. A row whose record changed since the plan is taken out and told. Errors: `Overtaken` when another
 * worker has the chunk, `Stopped` between two groups.
 */
export const commitChunk = async (desk: ImportDesk, one: Import, before: Chunk): Promise<Chunk> => {
  const rules = rulesOf(one);
  const groups = groupsOf(rules, await loadPlan(desk.files, before)).slice(before.fence);
  const own = owningRows(desk, rules, groups.flat());
  return writeGroups(desk.table, one, before, groups, {
    writesOf: (group) => writesOf(desk, rules, group, own),
    chunkAfter: committed,
  });
};
