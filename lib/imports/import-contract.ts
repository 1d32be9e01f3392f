import * as z from 'zod';
import { actorRef, idParams, instant, line, page, pageQuery, recordId, text } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { fieldKey, tags } from '../fields/field-contract.ts';
import { DELIMITERS, ENCODINGS } from '../lists/list-format.ts';
import { DATE_ORDERS, DECIMALS, TARGETS } from '../lists/list-mapping.ts';
import { LIST_OWNERS } from '../users/role.ts';
import { IMPORT_JOBS, IMPORT_STATES } from './import-state.ts';
import { ROW_STATES } from './row-state.ts';

/** Bytes of one part of an upload; the last one may be smaller. S3 takes parts from 5 MiB on. */
export const PART_SIZE = 8 * 1024 * 1024;
/** Bytes and rows of a file. */
export const MOST_FILE_BYTES = 512 * 1024 * 1024;
export const MOST_ROWS = 1_000_000;
/** Columns of a file. */
export const MOST_COLUMNS = 500;

const feeds = z.union([
  z.enum(TARGETS),
  z.string().regex(/^custom\.[a-z][a-z0-9_]{0,39}$/, 'must be a field of a lead'),
]);

/** When a column may write into a lead that exists. */
export const WRITE_POLICIES = ['never', 'if-blank', 'always'] as const;

const columnRules = {
  header: z.string().max(1000),
  /** Null leaves the column out. */
  feeds: feeds.nullable(),
  write: z.enum(WRITE_POLICIES).default('if-blank'),
  dateOrder: z.enum(DATE_ORDERS).optional(),
  decimal: z.enum(DECIMALS).optional(),
};

/** What one column of a file is for. */
export const columnMapping = z.strictObject(columnRules);
export type ColumnMapping = z.output<typeof columnMapping>;

/** By what a row finds the lead that it is about. */
export const MATCH_KEYS = ['email', 'phone', 'external-id'] as const;
export const IMPORT_MODES = ['create', 'update', 'upsert'] as const;
/** Who gets new leads: whoever is next by the rules, one person, or nobody yet. */
export const ASSIGNMENTS = ['rules', 'user', 'nobody'] as const;
/** What happens to a row with a value that cannot be taken. */
export const INVALID_VALUES = ['reject-row', 'leave-out'] as const;

const optionRules = {
  /** In the order of the file; left out, what the import proposes. */
  columns: z.array(columnMapping).min(1).max(MOST_COLUMNS).optional(),
  matchBy: z.enum(MATCH_KEYS).default('email'),
  /** Whose ids the column `externalId` holds, for example `salesforce`. */
  externalSystem: fieldKey.optional(),
  /** The country of phone numbers that do not say theirs (ISO 3166, two capital letters). */
  phoneCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country such as DE')
    .optional(),
  mode: z.enum(IMPORT_MODES).default('upsert'),
  assign: z.enum(ASSIGNMENTS).default('rules'),
  /** Who gets them all, with `assign: user`. */
  ownerId: recordId.optional(),
  tags: tags.optional(),
  /** Where the list comes from, in the owner's words. */
  source: line(120).optional(),
  /** On what the right to write to these people rests: one entry of the consent ledger a new lead. */
  consent: z.strictObject({ purpose: fieldKey, basis: text(2000).min(1) }).optional(),
  invalidValues: z.enum(INVALID_VALUES).default('reject-row'),
};

/** What an import shall do. */
export const importOptions = z
  .strictObject(optionRules)
  .refine(({ assign, ownerId }) => (assign === 'user') === (ownerId !== undefined), {
    message: 'an owner goes with assign: user, which needs one',
    path: ['ownerId'],
  });
export type ImportOptions = z.output<typeof importOptions>;

/** The name of a file: it is shown and never used as a path. */
const fileName = line(200).min(1);
const contentHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal digits');

/** How many rows are in each state. */
export const rowCounts = z.partialRecord(z.enum(ROW_STATES), z.number().int());

const importRow = {
  id: recordId,
  name: z.string(),
  /** Bytes. */
  size: z.number().int(),
  state: z.enum(IMPORT_STATES),
  /** Why it was refused. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The sub-folder into which it was dropped. */
  folder: z.string().nullable(),
  createdBy: actorRef.nullable(),
  createdAt: instant,
  /** Rows below the header; null until the file is read. */
  rows: z.number().int().nullable(),
  /** They add up to the rows from the plan on, always; while it is being made, rows that it has not come to yet are in none. */
  counts: rowCounts,
  job: z
    .object({
      kind: z.enum([...IMPORT_JOBS, 'read']),
      /** Rows; of a file that is being read, bytes. */
      done: z.number().int(),
      total: z.number().int(),
      startedAt: instant,
      /** Null until something is done. */
      perSecond: z.number().nullable(),
      secondsLeft: z.number().nullable(),
    })
    .nullable(),
  committedAt: instant.nullable(),
  /** Until when it can be undone. */
  undoableUntil: instant.nullable(),
};

export const importSummary = z.object(importRow);

/** A column of a file, with the mapping that is proposed. */
export const proposedColumn = z.object({
  header: z.string(),
  /** A few values of the file. */
  samples: z.array(z.string()),
  feeds: z.string().nullable(),
  write: z.enum(WRITE_POLICIES),
  /** How the mapping was found; null for a column that nothing was found for. */
  by: z.enum(['remembered', 'folder', 'preset', 'header', 'values']).nullable(),
  dateOrder: z.enum(DATE_ORDERS).optional(),
  decimal: z.enum(DECIMALS).optional(),
});

export const importRecord = z.object({
  ...importRow,
  format: z.object({ encoding: z.enum(ENCODINGS), delimiter: z.enum(DELIMITERS) }).nullable(),
  /** The system whose export it looks like. */
  preset: z.string().nullable(),
  /** The columns of the file with the mapping that is proposed, or that was planned with. */
  columns: z.array(proposedColumn),
  /** What it was last planned with. */
  options: z.object({ ...optionRules, columns: z.array(z.object(columnRules)).optional() }).nullable(),
  /** An earlier import of the same content. */
  repeats: z.object({ id: recordId, name: z.string(), createdAt: instant }).nullable(),
  /** Whether the results of the last job can be downloaded. */
  resultsReady: z.boolean(),
  version: z.number().int(),
});

const change = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });

const importedRow = z.object({
  /** As a spreadsheet counts it: the header is row 1. */
  row: z.number().int(),
  state: z.enum(ROW_STATES),
  record: z.object({ type: z.enum(['lead', 'contact']), id: recordId }).nullable(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  /** The header of the column at fault. */
  column: z.string().nullable(),
  /** What the row says of the person. */
  name: z.string(),
  email: z.string().nullable(),
  changes: z.array(change),
});

const upload = z.object({
  partSize: z.number().int(),
  /** Where each part goes by PUT; the answer's ETag is needed to complete. */
  parts: z.array(z.object({ number: z.number().int(), url: z.string() })),
  expiresAt: instant,
});

const byImport = { params: idParams, recordScope: 'all' } as const;

export const importRoutes = {
  createImport: defineRoute({
    method: 'POST',
    path: '/v1/imports',
    summary:
      'Registers a file and gives where to put its parts; 409 with its id when the same content was imported before',
    access: LIST_OWNERS,
    recordScope: 'all',
    body: z.strictObject({
      name: fileName,
      size: z.number().int().min(1).max(MOST_FILE_BYTES),
      /** SHA-256 over the SHA-256 of each part of 8 MiB, one after the other. */
      contentHash,
      /** Whether to go on although the same content was imported before. */
      again: z.boolean().default(false),
      /** With options it is planned as soon as it is read. */
      options: importOptions.optional(),
      /** Whether to commit the plan without asking; only with options. */
      commit: z.boolean().default(false),
    }),
    responses: { 201: z.object({ import: importRecord, upload }) },
    errors: ['file-imported-before', 'user-not-found'],
  }),
  listImports: defineRoute({
    method: 'GET',
    path: '/v1/imports',
    summary: 'Imports, newest first',
    access: LIST_OWNERS,
    recordScope: 'all',
    query: z.object(pageQuery),
    responses: { 200: page(importSummary) },
    errors: ['invalid-cursor'],
  }),
  getImport: defineRoute({
    ...byImport,
    method: 'GET',
    path: '/v1/imports/{id}',
    summary: 'One import: its mapping, its counts, and how far its job has come',
    access: LIST_OWNERS,
    responses: { 200: importRecord },
    errors: ['import-not-found'],
  }),
  signParts: defineRoute({
    ...byImport,
    method: 'POST',
    path: '/v1/imports/{id}/parts',
    summary: 'Fresh addresses for the parts of an upload that was interrupted',
    access: LIST_OWNERS,
    body: z.strictObject({ parts: z.array(z.number().int().min(1)).max(10_000).optional() }).optional(),
    responses: { 200: upload },
    errors: ['import-not-found', 'import-state'],
  }),
  completeUpload: defineRoute({
    ...byImport,
    method: 'POST',
    path: '/v1/imports/{id}/complete',
    summary: 'Puts the parts together; the file starts its import by itself',
    access: LIST_OWNERS,
    body: z.strictObject({
      parts: z.array(z.strictObject({ number: z.number().int().min(1), etag: z.string().min(1).max(200) })).min(1),
    }),
    responses: { 202: importRecord },
    errors: ['import-not-found', 'import-state', 'parts-missing'],
  }),
  planImport: defineRoute({
    ...byImport,
    method: 'POST',
    path: '/v1/imports/{id}/plan',
    summary: 'Works through the whole file and says what a commit would do; nothing is written',
    access: LIST_OWNERS,
    body: importOptions.optional(),
    responses: { 202: importRecord },
    errors: ['import-not-found', 'import-state', 'invalid-mapping', 'user-not-found', 'file-gone'],
  }),
  commitImport: defineRoute({
    ...byImport,
    method: 'POST',
    path: '/v1/imports/{id}/commit',
    summary: 'Does what was planned, or goes on with a commit that was stopped',
    access: LIST_OWNERS,
    ifMatch: 'optional',
    responses: { 202: importRecord },
    errors: ['import-not-found', 'import-state', 'version-mismatch', 'plan-too-old'],
  }),
  cancelImport: defineRoute({
    ...byImport,
    method: 'POST',
    path: '/v1/imports/{id}/cancel',
    summary: 'Stops what is under way; what was written stays and can be undone',
    access: LIST_OWNERS,
    responses: { 202: importRecord },
    errors: ['import-not-found', 'import-state'],
  }),
  undoImport: defineRoute({
    ...byImport,
    method: 'POST',
    path: '/v1/imports/{id}/undo',
    summary: 'Takes back what a commit wrote, but for records edited since, which it lists; within 30 days',
    access: LIST_OWNERS,
    responses: { 202: importRecord },
    errors: ['import-not-found', 'import-state', 'undo-too-late'],
  }),
  listImportRows: defineRoute({
    ...byImport,
    method: 'GET',
    path: '/v1/imports/{id}/rows',
    summary: 'What becomes of each row, in the order of the file',
    access: LIST_OWNERS,
    query: z.object({ state: z.enum(ROW_STATES).optional(), ...pageQuery }),
    responses: { 200: page(importedRow) },
    errors: ['import-not-found', 'import-state', 'invalid-cursor'],
  }),
  getImportResults: defineRoute({
    ...byImport,
    method: 'GET',
    path: '/v1/imports/{id}/results',
    summary:
      'A link, good for some minutes, to the results file: the original columns, and row, outcome, record and reason',
    access: LIST_OWNERS,
    responses: { 200: z.object({ url: z.string(), expiresAt: instant }) },
    errors: ['import-not-found', 'results-not-ready'],
  }),
};
