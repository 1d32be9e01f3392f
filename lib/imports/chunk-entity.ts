import * as z from 'zod';
import { defineEntity, type Key } from '../table/item.ts';
import { rowCounts } from './import-contract.ts';
import { importPartition } from './import-entity.ts';

/** A row that did not go as planned, and why: `[row, reason]`. */
const exceptionSchema = z.tuple([z.number(), z.string()]);

const schema = z.object({
  importId: z.string(),
  /** From 0 up. */
  number: z.number(),
  /** Its bytes in the file: from `start` up to but not at `end`. */
  start: z.number(),
  end: z.number(),
  /** The row of its first record, as a spreadsheet counts. */
  firstRow: z.number(),
  /** Rows that are not blank. */
  rows: z.number(),
  /** Rows by state: what is true at this moment, written in the same transaction as what it counts. */
  counts: rowCounts,
  /** The run that last took it up, and the one that last finished it. */
  run: z.number(),
  finishedRun: z.number(),
  /** When it was last finished, in milliseconds since the epoch. */
  finishedAt: z.number().optional(),
  /** The name of the plan's object that counts: two workers may have planned it. */
  plan: z.string().optional(),
  /** What the plan of this chunk alone said, before earlier rows of the file were looked at. */
  planned: rowCounts.optional(),
  /** The name of the object that tells which of its rows are about somebody of an earlier row. */
  duplicates: z.string().optional(),
  /** Groups of rows that are committed, one transaction each, and the rows that were taken out of them. */
  fence: z.number(),
  taken: z.array(exceptionSchema).optional(),
  /** Groups that are undone, and the rows that were kept. */
  undoFence: z.number(),
  kept: z.array(exceptionSchema).optional(),
});

/** A run of rows of an import, which one worker works through at a time. */
export type Chunk = z.output<typeof schema>;
export type RowException = z.output<typeof exceptionSchema>;

const NUMBER_DIGITS = 6;

/** The number of a chunk in keys and in names of objects, which then come in the order of the file. */
export const chunkName = (number: number): string => String(number).padStart(NUMBER_DIGITS, '0');

export const CHUNK_PREFIX = 'CHUNK#';

export const chunkKey = (importId: string, number: number): Key => ({
  pk: importPartition(importId),
  sk: `${CHUNK_PREFIX}${chunkName(number)}`,
});

export const chunkEntity = defineEntity({
  type: 'import-chunk',
  version: 1,
  schema,
  keys: ({ importId, number }) => chunkKey(importId, number),
});
