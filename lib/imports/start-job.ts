import { someAtATime } from '../some-at-a-time.ts';
import type { Table, Write } from '../table/table.ts';
import { edited } from '../use-case.ts';
import type { Chunk } from './chunk-entity.ts';
import { listChunks } from './chunk-repository.ts';
import type { Import } from './import-entity.ts';
import { eventOf, type ImportEvents } from './import-events.ts';
import type { ImportDesk } from './import-job.ts';
import { findImport, replaceImport } from './import-repository.ts';
import { type ImportJob, jobOf, STATE_OF_JOB } from './import-state.ts';
import { newStep } from './open-step.ts';
import type { OpenStep } from './open-step-entity.ts';
import { dropStep, hasOpenChunks, keepStep, openStep } from './open-step-repository.ts';
import { addCounts } from './row-state.ts';

/** Rows of a chunk that a job has something to do for. */
const toDoIn = ({ rows, counts }: Chunk, job: ImportJob): number => {
  if (job === 'plan') return rows;
  const { create = 0, update = 0, created = 0, updated = 0 } = counts;
  return job === 'commit' ? create + update : created + updated;
};

/**
 * Whether a job must go through a chunk. An undo also goes through those in which a stopped commit left rows, though there may be nothing to take back: a worker that is still
 * at one then finds it taken up, and writes no more.
 */
const isForJob = (chunk: Chunk, job: ImportJob): boolean =>
  toDoIn(chunk, job) > 0 || (job === 'undo' && toDoIn(chunk, 'commit') > 0);

/** Whether the run of a job has still to go through a chunk. */
export const isLeft = (chunk: Chunk, job: ImportJob, run: number): boolean =>
  chunk.finishedRun < run && isForJob(chunk, job);

interface Start {
  readonly one: Import;
  readonly job: ImportJob;
  readonly changes?: Partial<Import>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The import with a job started, and what writes it: the steps of the job go with it, so that a start that nobody hears of is found by the sweeper. */
export const startedJob = ({
  one,
  job,
  changes = {},
  now,
}: Start): { started: Import; writes: Write[]; step: OpenStep } => {
  const at = new Date(now).toISOString();
  const run = one.run + 1;
  const state = STATE_OF_JOB[job];
  const started = edited(one, { toDo: undefined, ...changes, state, run, startedAt: at, resultsKey: undefined }, at);
  const step = newStep(one.id, 'start', run, now);
  return {
    started,
    step,
    writes: [replaceImport(started), openStep(step), openStep(newStep(one.id, 'settle', run, now))],
  };
};

/** Starts a job. Errors: `ConditionFailed` when somebody changed the import since it was read. */
export const startJob = async (
  { table, events }: { readonly table: Table; readonly events: ImportEvents },
  start: Start,
): Promise<Import> => {
  const { started, writes, step } = startedJob(start);
  await table.transact(writes);
  try {
    await events.send([eventOf(step)]);
  } catch {
    // The job is started, so asking for it again would be refused; the sweeper sends its step within a minute or two.
  }
  return started;
};

/** Steps written at the same time. */
const AT_ONCE = 25;

/** Hands chunks out to the workers: first the step of each into the table, then its event. */
export const handOut = async (
  { table, events, now }: ImportDesk,
  chunks: readonly Chunk[],
  run: number,
): Promise<void> => {
  const steps = chunks.map(({ importId, number }) => newStep(importId, number, run, now()));
  await someAtATime(steps, AT_ONCE, (step) => keepStep(table, step));
  await events.send(steps.map(eventOf));
};

/** Hands the chunks of a job out to the workers, but for those that the job has nothing to do for, or has done already. */
export const handOutChunks = async (desk: ImportDesk, importId: string, run: number): Promise<void> => {
  const { table, events } = desk;
  const one = await findImport(table, importId);
  const job = one && jobOf(one.state);
  if (job && one.run === run) {
    const chunks = await listChunks(table, importId, { consistent: true });
    const left = chunks.filter((chunk) => isLeft(chunk, job, run));
    await handOut(desk, left, run);
  }
  await dropStep(table, { importId, step: 'start', run });
  if (!(await hasOpenChunks(table, importId))) await events.send([{ importId, step: 'settle', run }]);
};

/** Rows that a job has to work on, over all chunks. */
export const rowsToDo = (chunks: readonly Chunk[], job: ImportJob): number =>
  chunks.reduce((sum, chunk) => sum + toDoIn(chunk, job), 0);

/** The counts of all chunks. */
export const countsOfChunks = (chunks: readonly Chunk[]) => addCounts(chunks.map(({ counts }) => counts));
