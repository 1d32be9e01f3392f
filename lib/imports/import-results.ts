import { stringify } from 'csv-stringify/sync';
import { readRecords } from '../lists/read-records.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { edited } from '../use-case.ts';
import type { Chunk } from './chunk-entity.ts';
import { getChunk, listChunks } from './chunk-repository.ts';
import type { Import } from './import-entity.ts';
import type { ImportEvent } from './import-events.ts';
import { formatOf, type ImportDesk, rulesOf } from './import-job.ts';
import { loadPlan, resultsKey } from './import-objects.ts';
import { findImport, replaceImport } from './import-repository.ts';
import { isStopped } from './import-state.ts';
import { closeStep, dropStep } from './open-step-repository.ts';
import { outcomesOf, type RowOutcome } from './row-outcome.ts';
import { ROW_REASONS } from './row-state.ts';
import { takeUp } from './take-up.ts';

/** The columns that the results add to those of the file. */
const ADDED = ['row', 'outcome', 'record', 'reason'];

/** What a person reads of why a row is in its state: the rule, and the value at fault by the name of its column. */
export const reasonOf = ({ columns }: Import, { row, reason }: RowOutcome): string => {
  if (reason === undefined) return '';
  const header = row.column === undefined ? undefined : columns[row.column]?.header;
  const details = [header, row.message].filter(Boolean).join(' ');
  return details === '' ? ROW_REASONS[reason] : `${ROW_REASONS[reason]} (${details})`;
};

/** Writes cells that a spreadsheet would take for a formula so that it does not (https://owasp.org/www-community/attacks/CSV_Injection). */
const toCsv = (records: readonly (readonly unknown[])[]): string =>
  stringify(
    records.map((record) => [...record]),
    // The library quotes what holds the delimiter of records itself, and a lone line feed or return ends a record for spreadsheets too.
    { escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );

/** So that a spreadsheet reads the file as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const chunkCsv = async ({ files }: ImportDesk, one: Import, chunk: Chunk): Promise<string> => {
  const [bytes, plan] = await Promise.all([files.get(one.key, chunk), loadPlan(files, chunk)]);
  const outcomes = outcomesOf(rulesOf(one), chunk, plan, { stopped: isStopped(one.state) });
  const records = readRecords(formatOf(one), bytes, chunk.firstRow);
  const cellsOf = new Map(records.map((record) => [record.row, 'cells' in record ? record.cells : []]));
  const width = one.columns.length;
  return toCsv(
    outcomes.map((outcome) => {
      const cells = cellsOf.get(outcome.row.row) ?? [];
      const padded = Array.from({ length: width }, (_, index) => cells[index] ?? '');
      return [
        ...padded,
        outcome.row.row,
        outcome.state,
        outcome.leadId ?? outcome.contactId ?? '',
        reasonOf(one, outcome),
      ];
    }),
  );
};

const wholeCsv = async function* (desk: ImportDesk, one: Import, chunks: readonly Chunk[]): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + toCsv([[...one.columns.map(({ header }) => header), ...ADDED]]);
  for (const chunk of chunks) yield await chunkCsv(desk, one, chunk);
};

/** The chunks as they stay: of a job that was stopped, each is taken out of the hands of whoever may still be at it. */
const settledChunks = async ({ table }: ImportDesk, { id, run, state }: Import): Promise<Chunk[]> => {
  const chunks = await listChunks(table, id, { consistent: true });
  if (state !== 'stopped') return chunks;
  const settled: Chunk[] = [];
  for (const { importId, number } of chunks) {
    const taken = await takeUp(table, { importId, number, run }, { finishedRun: run });
    settled.push(taken ?? (await getChunk(table, importId, number)));
  }
  return settled;
};

/** Writes the results file of an import: the columns of the file as they came, and what became of each row. Asked twice, it writes the same again. */
export const writeResults = async (desk: ImportDesk, { importId, run }: ImportEvent): Promise<void> => {
  const { table, files, now } = desk;
  const one = await findImport(table, importId);
  if (!one || one.run !== run || one.resultsKey !== undefined) {
    await dropStep(table, { importId, step: 'report', run });
    return;
  }
  const key = resultsKey(importId, run);
  await files.write(key, wholeCsv(desk, one, await settledChunks(desk, one)), 'text/csv; charset=utf-8');
  const reported = edited(one, { resultsKey: key }, new Date(now()).toISOString());
  try {
    await table.transact([replaceImport(reported), closeStep({ importId, step: 'report', run })]);
  } catch (error) {
    // The next job was started meanwhile, which has results of its own.
    if (!(error instanceof ConditionFailed)) throw error;
  }
};
