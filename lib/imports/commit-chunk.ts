import { startRoundRobin } from '../routing/round-robin.ts';
import type { Write } from '../table/table.ts';
import type { Chunk, RowException } from './chunk-entity.ts';
import { replaceChunk } from './chunk-repository.ts';
import type { Import } from './import-entity.ts';
import { type ImportDesk, type RowRules, rulesOf } from './import-job.ts';
import { loadPlan } from './import-objects.ts';
import type { PlanRow } from './plan-row.ts';
import { groupsOf } from './row-groups.ts';
import { addCounts, type RowCounts, type RowReason, type RowState } from './row-state.ts';
import { commitWrites } from './row-writes.ts';
import { requireRun } from './stopped-run.ts';
import { transactRows } from './transact-rows.ts';

/** Who gets the next new lead of a chunk. */
type NextOwner = () => Promise<string | undefined>;

const ownersOf = ({ table }: ImportDesk, { options }: RowRules, rows: readonly PlanRow[]): NextOwner => {
  if (options.assign === 'user') return async () => options.ownerId;
  if (options.assign === 'nobody') return async () => undefined;
  const turns = rows.filter(({ state, told }) => state === 'create' && told.ownerId === undefined).length;
  const roundRobin = startRoundRobin(table, turns);
  return () => roundRobin.next();
};

/** The counts after rows went from one state to another. */
export const moved = (counts: RowCounts, moves: readonly { from: RowState; to: RowState }[]): RowCounts =>
  addCounts([counts, ...moves.map(({ from, to }) => ({ [from]: -1, [to]: 1 }))]);

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

const writesOf = async (rules: RowRules, group: readonly PlanRow[], next: NextOwner): Promise<Map<number, Write[]>> => {
  const writes = new Map<number, Write[]>();
  for (const row of group) {
    const ownerId = row.state === 'create' && row.told.ownerId === undefined ? await next() : undefined;
    writes.set(row.row, commitWrites(rules, row, ownerId));
  }
  return writes;
};

/**
 * Commits the rows of a chunk as they were planned, a transaction a group: its rows and the chunk's fence, so that a group is written once, whoever tries, and however
 * often. A row whose record changed since the plan is taken out and told. Errors: `Overtaken` when another worker has the chunk, `Stopped` between two groups.
 */
export const commitChunk = async (desk: ImportDesk, one: Import, before: Chunk): Promise<Chunk> => {
  const rules = rulesOf(one);
  const groups = groupsOf(rules, await loadPlan(desk.files, before));
  const next = ownersOf(desk, rules, groups.slice(before.fence).flat());
  let chunk = before;
  for (const group of groups.slice(before.fence)) {
    const now = chunk;
    if (chunk !== before) await requireRun(desk.table, one);
    chunk = await transactRows(desk.table, await writesOf(rules, group, next), (taken) => {
      const after = committed(now, group, taken);
      return { after, fence: replaceChunk(after, now) };
    });
  }
  return chunk;
};
