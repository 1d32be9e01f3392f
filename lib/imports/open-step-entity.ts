import * as z from 'zod';
import { defineEntity, type Key } from '../table/item.ts';
import { chunkName } from './chunk-entity.ts';
import { importPartition } from './import-entity.ts';

/** The steps that look at a whole import: reading its file, handing out its chunks, ending a job, and writing the results file. */
export const IMPORT_STEPS = ['read', 'start', 'settle', 'report'] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

const schema = z.object({
  importId: z.string(),
  /** The step, or the number of a chunk. */
  step: z.union([z.enum(IMPORT_STEPS), z.number()]),
  run: z.number(),
  /** When to send it again if it is still here; milliseconds since the epoch. */
  dueAt: z.number(),
  /** How often it was sent. */
  sent: z.number(),
  /** How far a step has come, in bytes. */
  done: z.number().optional(),
});

/** Something of an import that is under way: it goes with the work that it stands for, and as long as it is here the work is sent again. */
export type OpenStep = z.output<typeof schema>;

/** What must be done before a job can end has this prefix: the chunks, and handing them out. */
export const OPEN_CHUNK_PREFIX = 'OPEN#CHUNK#';

const nameOf = (step: OpenStep['step']): string => {
  if (step === 'start') return `${OPEN_CHUNK_PREFIX}START`;
  return typeof step === 'number' ? `${OPEN_CHUNK_PREFIX}${chunkName(step)}` : `OPEN#STEP#${step.toUpperCase()}`;
};

export const openStepKey = ({ importId, step }: Pick<OpenStep, 'importId' | 'step'>): Key => ({
  pk: importPartition(importId),
  sk: nameOf(step),
});

/** All that is under way, by when it is due, as a partition of `byList`. */
export const OPEN_STEP_LIST = 'IMPORT-STEPS';

const TIME_DIGITS = 15;

/** The place in the list of what is due at a time. */
export const dueSort = (milliseconds: number): string => String(milliseconds).padStart(TIME_DIGITS, '0');

export const openStepEntity = defineEntity({
  type: 'import-step',
  version: 1,
  schema,
  keys: (open) => ({
    ...openStepKey(open),
    listKey: OPEN_STEP_LIST,
    listSort: `${dueSort(open.dueAt)}#${open.importId}#${nameOf(open.step)}`,
  }),
});
