import type * as z from 'zod';
import { conflict, invalid } from '../errors.ts';
import type { FileStore } from '../files/file-store.ts';
import { leadName } from '../leads/lead.ts';
import type { Table } from '../table/table.ts';
import type { Chunk } from './chunk-entity.ts';
import { listChunks } from './chunk-repository.ts';
import type { importRoutes } from './import-contract.ts';
import type { Import } from './import-entity.ts';
import { rulesOf } from './import-job.ts';
import { loadPlan } from './import-objects.ts';
import { isStopped } from './import-state.ts';
import { changesOf } from './merge-row.ts';
import type { PlanRow } from './plan-row.ts';
import { outcomesOf, type RowOutcome, shownCounts } from './row-outcome.ts';
import { ROW_REASONS, type RowState } from './row-state.ts';
import { changedByRow } from './row-writes.ts';

type WireRow = z.output<(typeof importRoutes)['listImportRows']['responses'][200]>['items'][number];

const recordOf = ({ leadId, contactId }: RowOutcome): WireRow['record'] => {
  if (contactId !== undefined) return { type: 'contact', id: contactId };
  return leadId === undefined ? null : { type: 'lead', id: leadId };
};

/** A row that was rejected may say nothing of anybody. */
const isNamed = ({ firstName, lastName, company, email, phone }: PlanRow['told']): boolean =>
  Boolean(firstName || lastName || company || email || phone);

const presentRow = (one: Import, outcome: RowOutcome): WireRow => {
  const { row, state, reason } = outcome;
  const { column, told, before, message } = row;
  const sentence = reason === undefined ? null : ROW_REASONS[reason];
  return {
    row: row.row,
    state,
    record: recordOf(outcome),
    reason: reason ?? null,
    message: sentence === null || message === undefined ? sentence : `${sentence} (${message})`,
    column: (column === undefined ? undefined : one.columns[column]?.header) ?? null,
    name: isNamed(told) ? leadName(told) : '',
    email: told.email ?? null,
    changes: before ? changesOf(before, changedByRow(rulesOf(one), before, row)) : [],
  };
};

const hasAny = ({ counts }: Chunk, state: RowState | undefined, stopped: boolean): boolean =>
  state === undefined || (shownCounts(counts, stopped)[state] ?? 0) > 0;

/** The number of the row after which a page begins. */
const placeOf = (after: string | undefined): number => {
  if (after === undefined) return 0;
  if (!/^\d{1,8}$/.test(after)) throw invalid('invalid-cursor', 'The cursor is not one that this list gave out.');
  return Number(after);
};

interface PageWanted {
  readonly state: RowState | undefined;
  readonly limit: number;
  readonly after: string | undefined;
}

/** A page of the rows of an import, in the order of the file. Errors: `import-state` before it is planned. */
export const listRows = async (
  { table, files }: { readonly table: Table; readonly files: FileStore },
  one: Import,
  { state, limit, after }: PageWanted,
): Promise<{ items: WireRow[]; next: string | undefined }> => {
  if (one.options?.columns === undefined || one.rows === undefined) {
    throw conflict('import-state', 'The import is not planned yet.', { state: one.state });
  }
  const from = placeOf(after);
  const stopped = isStopped(one.state);
  const found: RowOutcome[] = [];
  const chunks = await listChunks(table, one.id);
  const rules = rulesOf(one);
  for (const [index, chunk] of chunks.entries()) {
    const following = chunks[index + 1];
    if (following && following.firstRow <= from + 1) continue;
    if (!hasAny(chunk, state, stopped)) continue;
    const outcomes = outcomesOf(rules, chunk, await loadPlan(files, chunk), { stopped });
    found.push(...outcomes.filter((one) => one.row.row > from && (state === undefined || one.state === state)));
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((outcome) => presentRow(one, outcome)),
    next: found.length > limit && last ? String(last.row.row) : undefined,
  };
};
