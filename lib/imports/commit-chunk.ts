import { startRoundRobin } from '../routing/round-robin.ts';
import type { Write } from '../table/table.ts';
import type { Chunk, RowException } from './chunk-entity.ts';
import type { Import } from './import-entity.ts';
import { type ImportDesk, type RowRules, rulesOf } from './import-job.ts';
import { loadPlan } from './import-objects.ts';
import type { PlanRow } from './plan-row.ts';
import { groupsOf } from './row-groups.ts';
import { rowScoring } from './row-scoring.ts';
import { moved, type RowReason } from './row-state.ts';
import { commitWrites } from './row-writes.ts';
import { writeGroups } from './write-groups.ts';

/** Who gets the next new lead of a chunk. */
type NextOwner = () => Promise<string | undefined>;

const ownersOf = ({ table }: ImportDesk, { options }: RowRules, rows: readonly PlanRow[]): NextOwner => {
  if (options.assign === 'user') return async () => options.ownerId;
  if (options.assign === 'nobody') return async () => undefined;
  const turns = rows.filter(({ state, told }) => state === 'create' && told.ownerId === undefined).length;
  const roundRobin = startRoundRobin(table, turns);
  return () => roundRobin.next();
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
  next: NextOwner,
): Promise<Map<number, Write[]>> => {
  const scoring = await rowScoring(
    scorers,
    now(),
    group.flatMap(({ before }) => before ?? []),
  );
  const writes = new Map<number, Write[]>();
  for (const row of group) {
    const ownerId = row.state === 'create' && row.told.ownerId === undefined ? await next() : undefined;
    writes.set(row.row, commitWrites(rules, row, ownerId, scoring));
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
  const next = ownersOf(desk, rules, groups.flat());
  return writeGroups(desk.table, one, before, groups, {
    writesOf: (group) => writesOf(desk, rules, group, next),
    chunkAfter: committed,
  });
};
