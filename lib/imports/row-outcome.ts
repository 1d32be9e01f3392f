import type { Chunk } from './chunk-entity.ts';
import type { RowRules } from './import-job.ts';
import type { PlanRow } from './plan-row.ts';
import { groupsOf } from './row-groups.ts';
import type { RowCounts, RowReason, RowState } from './row-state.ts';
import { idOfRow } from './row-writes.ts';

/** What became of a row. */
export interface RowOutcome {
  readonly row: PlanRow;
  readonly state: RowState;
  readonly reason: RowReason | undefined;
  readonly leadId: string | undefined;
  readonly contactId: string | undefined;
}

/** What a row is in that was planned to be written and never was. */
const notWritten = (stopped: boolean, row: PlanRow): Pick<RowOutcome, 'state' | 'reason'> =>
  stopped ? { state: 'cancelled', reason: 'stopped' } : { state: row.state, reason: undefined };

/** What became of the rows of a chunk by now: the plan, and how far commit and undo have come. `stopped`: rows that were not written will not be. */
export const outcomesOf = (
  rules: RowRules,
  chunk: Chunk,
  rows: readonly PlanRow[],
  { stopped }: { readonly stopped: boolean },
): RowOutcome[] => {
  const groups = groupsOf(rules, rows);
  const groupOf = new Map(groups.flatMap((group, index) => group.map(({ row }): [number, number] => [row, index])));
  const taken = new Set(chunk.taken?.map(([row]) => row));
  const kept = new Set(chunk.kept?.map(([row]) => row));
  const statusOf = (row: PlanRow): Pick<RowOutcome, 'state' | 'reason'> => {
    const group = groupOf.get(row.row);
    if (group === undefined) return { state: row.state, reason: row.reason };
    if (group >= chunk.fence) return notWritten(stopped, row);
    if (taken.has(row.row)) return { state: 'conflict', reason: 'changed-since-plan' };
    if (kept.has(row.row)) return { state: 'kept', reason: 'edited-since' };
    if (group < chunk.undoFence) return { state: 'undone', reason: undefined };
    return { state: row.state === 'create' ? 'created' : 'updated', reason: undefined };
  };
  return rows.map((row) => {
    const { state, reason } = statusOf(row);
    const isMade = row.state === 'create' && (state === 'created' || state === 'kept');
    const leadId = isMade ? idOfRow(rules, row.row) : row.leadId;
    return { row, state, reason, leadId, contactId: row.contactId };
  });
};

/** Counts as people see them: once an import was stopped, what was not written is cancelled. */
export const shownCounts = (counts: RowCounts, stopped: boolean): RowCounts => {
  const { create = 0, update = 0, ...rest } = counts;
  if (!stopped || create + update === 0) return counts;
  return { ...rest, cancelled: create + update };
};
