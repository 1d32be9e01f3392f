import type { Import } from '../../../web/imports/import-queries.ts';
import { type MappingDraft, mappingDraftOf } from '../../../web/imports/mapping-draft.ts';

type Column = Import['columns'][number];

/** A column of a file as the API proposes it. */
export const aColumn = (header: string, feeds: string | null, changes: Partial<Column> = {}): Column => ({
  header,
  samples: [],
  feeds,
  write: 'if-blank',
  by: feeds === null ? null : 'header',
  ...changes,
});

/** An import that waits for its plan. */
export const anImport = (changes: Partial<Import> = {}): Import => ({
  id: '01',
  name: 'fair.csv',
  size: 20_480,
  state: 'ready',
  problem: null,
  folder: null,
  createdBy: { id: 'tom', name: 'Tom Varga' },
  createdAt: '2026-05-04T09:30:00.000Z',
  rows: 300,
  counts: {},
  job: null,
  committedAt: null,
  undoableUntil: null,
  format: { encoding: 'utf-8', delimiter: ';' },
  preset: null,
  columns: [aColumn('Mail', 'email'), aColumn('Name', 'lastName')],
  options: null,
  repeats: null,
  resultsReady: false,
  version: 3,
  ...changes,
});

/** A mapping that a plan can be made with. */
export const aMapping = (changes: Partial<MappingDraft> = {}): MappingDraft => ({
  ...mappingDraftOf(anImport()),
  ...changes,
});
