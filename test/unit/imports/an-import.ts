import type { Chunk } from '../../../lib/imports/chunk-entity.ts';
import { type ColumnMapping, type ImportOptions, importOptions } from '../../../lib/imports/import-contract.ts';
import type { Import } from '../../../lib/imports/import-entity.ts';
import type { ImportEvent, ImportEvents } from '../../../lib/imports/import-events.ts';
import type { ImportDesk, RowRules } from '../../../lib/imports/import-job.ts';
import { writeResults } from '../../../lib/imports/import-results.ts';
import { policiesOf } from '../../../lib/imports/merge-row.ts';
import type { PlanRow } from '../../../lib/imports/plan-row.ts';
import type { ChunkSize } from '../../../lib/imports/read-file.ts';
import { readImport } from '../../../lib/imports/read-import.ts';
import { runChunk } from '../../../lib/imports/run-chunk.ts';
import { settleJob } from '../../../lib/imports/settle-job.ts';
import { handOutChunks } from '../../../lib/imports/start-job.ts';
import { openRouting } from '../../../lib/routing/router.ts';
import type { Item, Key } from '../../../lib/table/item.ts';
import type { Table } from '../../../lib/table/table.ts';
import { ADA, AT, anActor, NOW, SCORERS } from '../builders.ts';
import { memoryFiles } from '../memory-files.ts';
import { memoryTable } from '../memory-table.ts';

export const IMPORT_ID = '01JVABCDEFGHJKMNPQRSTVWXYZ';

/** A column that feeds a field. */
export const aColumn = (feeds: ColumnMapping['feeds'], changes: Partial<ColumnMapping> = {}): ColumnMapping => ({
  header: feeds ?? 'Remarks',
  feeds,
  write: 'if-blank',
  ...changes,
});

/** One column for each field that a list may have. */
export const COLUMNS = (
  ['email', 'firstName', 'lastName', 'company', 'title', 'phone', 'externalId', 'owner', 'tags'] as const
).map((feeds) => aColumn(feeds));

export const someOptions = (changes: Partial<ImportOptions> = {}): ImportOptions => ({
  ...importOptions.parse({ externalSystem: 'oldcrm' }),
  ...changes,
});

/** The rules of an import; `write` is the policy of all its columns. */
export const someRules = (
  changes: Partial<ImportOptions> = {},
  { write = 'if-blank' }: { write?: ColumnMapping['write'] } = {},
): RowRules => {
  const columns = COLUMNS.map((column) => ({ ...column, write }));
  return {
    importId: IMPORT_ID,
    name: 'fair.csv',
    options: someOptions({ columns, ...changes }),
    columns,
    policyOf: policiesOf(columns),
    committedAt: NOW,
    createdBy: ADA,
  };
};

export const aPlanRow = (changes: Partial<PlanRow> = {}): PlanRow => ({
  row: 2,
  state: 'create',
  told: { email: 'mia@acme.example', lastName: 'Stone', company: 'Acme' },
  ...changes,
});

export const aChunk = (changes: Partial<Chunk> = {}): Chunk => ({
  importId: IMPORT_ID,
  number: 0,
  start: 0,
  end: 100,
  firstRow: 2,
  rows: 10,
  counts: {},
  run: 0,
  finishedRun: 0,
  fence: 0,
  undoFence: 0,
  ...changes,
});

export const anImport = (changes: Partial<Import> = {}): Import => ({
  id: IMPORT_ID,
  name: 'fair.csv',
  size: 1000,
  state: 'planned',
  key: `imports/uploads/${IMPORT_ID}`,
  columns: COLUMNS.map((column) => ({ ...column, samples: [], by: 'header' as const })),
  format: { encoding: 'utf-8', delimiter: ',', start: 0 },
  options: someOptions({ columns: COLUMNS }),
  rows: 10,
  run: 1,
  plannedAt: AT,
  updatedAt: AT,
  version: 3,
  ...changes,
});

/** Imports over a table and a bucket in memory; events wait until a test takes them, as the workers would. */
export const anImportOffice = (
  records: readonly (Item & Key)[] = [],
  { chunkSize = { rows: 7, bytes: 2000 } }: { chunkSize?: ChunkSize } = {},
) => {
  const table = memoryTable(...records);
  const files = memoryFiles(50);
  const clock = { now: NOW };
  const waiting: ImportEvent[] = [];
  const events: ImportEvents = {
    send: async (sent) => {
      waiting.push(...sent);
    },
  };
  const now = () => clock.now;
  const desk: ImportDesk = { table, files, events, scorers: SCORERS, routing: openRouting(table, SCORERS, now), now };

  /** What the worker of an event does, with a table that may be a faulty one. */
  const take = async (event: ImportEvent, with_: Table = table): Promise<void> => {
    const worker = { ...desk, table: with_ };
    if (typeof event.step === 'number') return runChunk(worker, event, event.step);
    switch (event.step) {
      case 'read':
        return readImport(worker, event.importId, chunkSize);
      case 'start':
        return handOutChunks(worker, event.importId, event.run);
      case 'settle':
        return settleJob(worker, event);
      case 'report':
        return writeResults(worker, event);
    }
  };

  return {
    table,
    files,
    clock,
    waiting,
    desk,
    /** The same for a person who asks by the API. */
    counter: { ...desk, actor: anActor({ role: 'marketing' }) },
    take,
    /** Takes all events, in the order in which they were sent. */
    takeAll: async (): Promise<void> => {
      for (let event = waiting.shift(); event; event = waiting.shift()) await take(event);
    },
  };
};

export type ImportOffice = ReturnType<typeof anImportOffice>;
