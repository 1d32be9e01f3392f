import * as z from 'zod';
import { listFormat } from '../lists/list-format.ts';
import { defineEntity, type Key } from '../table/item.ts';
import { actorRefSchema } from '../users/actor.ts';
import { importOptions, proposedColumn, rowCounts } from './import-contract.ts';
import { IMPORT_STATES } from './import-state.ts';

const schema = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number(),
  state: z.enum(IMPORT_STATES),
  /** Where the file is in the bucket. */
  key: z.string(),
  /** Where somebody dropped it: it is copied from there, because another file of the same name may come. */
  droppedAs: z.string().optional(),
  /** The upload in parts, until it is complete. */
  uploadId: z.string().optional(),
  contentHash: z.string().optional(),
  folder: z.string().optional(),
  problem: z.object({ code: z.string(), message: z.string() }).optional(),
  createdBy: actorRefSchema.optional(),
  format: listFormat.optional(),
  preset: z.string().optional(),
  /** The columns of the file, with the mapping that is proposed. */
  columns: z.array(proposedColumn),
  rows: z.number().optional(),
  /** What it was last planned with, or shall be planned with once it is read. */
  options: importOptions.optional(),
  /** Whether it is planned as soon as it is read, without asking. */
  plansByItself: z.boolean().optional(),
  /** Whether the plan is committed without asking. */
  commitsByItself: z.boolean().optional(),
  /** An earlier import of the same content. */
  repeats: z.object({ id: z.string(), name: z.string(), createdAt: z.string() }).optional(),
  /** Whether somebody said to go on although the content was imported before. */
  again: z.boolean().optional(),
  /** Counts the jobs that were started: what an earlier run still does is not taken any more. */
  run: z.number(),
  /** When the job under way was started. */
  startedAt: z.string().optional(),
  /** Rows that the job under way has to work on. */
  toDo: z.number().optional(),
  /** When the plan was started. */
  plannedAt: z.string().optional(),
  /** When a commit was first started: the ids of what it makes carry this time. */
  committedAt: z.string().optional(),
  /** Rows by state when no job is under way. */
  counts: rowCounts.optional(),
  /** The results file of the last job. */
  resultsKey: z.string().optional(),
  updatedAt: z.string(),
  version: z.number(),
});

/** A file of leads on its way in. */
export type Import = z.output<typeof schema>;
export type ImportColumn = z.output<typeof proposedColumn>;

/** Everything of one import is in its partition. */
export const importPartition = (id: string): string => `IMPORT#${id}`;

export const importKey = (id: string): Key => ({ pk: importPartition(id), sk: 'IMPORT' });

/** The history of imports, as a partition of `byList`. */
export const IMPORT_LIST = 'IMPORTS';

export const importEntity = defineEntity({
  type: 'import',
  version: 1,
  schema,
  keys: (one) => ({ ...importKey(one.id), listKey: IMPORT_LIST, listSort: one.id }),
});
