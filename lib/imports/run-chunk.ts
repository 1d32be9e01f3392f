import { ConditionFailed } from '../table/write-errors.ts';
import type { Chunk } from './chunk-entity.ts';
import { replaceChunk } from './chunk-repository.ts';
import { commitChunk } from './commit-chunk.ts';
import type { Import } from './import-entity.ts';
import type { ImportEvent } from './import-events.ts';
import type { ImportDesk } from './import-job.ts';
import { findImport } from './import-repository.ts';
import { type ImportJob, jobOf } from './import-state.ts';
import { closeStep, dropStep, hasOpenChunks } from './open-step-repository.ts';
import { planChunk } from './plan-chunk.ts';
import { Stopped } from './stopped-run.ts';
import { takeUp } from './take-up.ts';
import { Overtaken } from './transact-rows.ts';
import { undoChunk } from './undo-chunk.ts';

const WORK: Readonly<Record<ImportJob, (desk: ImportDesk, one: Import, chunk: Chunk) => Promise<Chunk>>> = {
  plan: planChunk,
  commit: commitChunk,
  undo: undoChunk,
};

/** A chunk that is done with takes its step along; the one that finds no other step left asks for the job to be ended. */
const finish = async (desk: ImportDesk, chunk: Chunk, before: Chunk): Promise<void> => {
  const { importId, number, run } = chunk;
  const finished = { ...chunk, finishedRun: run, finishedAt: desk.now() };
  await desk.table.transact([replaceChunk(finished, before), closeStep({ importId, step: number, run })]);
};

const workOn = async (desk: ImportDesk, one: Import, job: ImportJob, number: number): Promise<void> => {
  const { id: importId, run } = one;
  const chunk = await takeUp(desk.table, { importId, number, run });
  if (!chunk) {
    await dropStep(desk.table, { importId, step: number, run });
    return;
  }
  const done = await WORK[job](desk, one, chunk);
  // The plan changes no fence, so the chunk is replaced as it was taken up.
  await finish(desk, done, job === 'plan' ? chunk : done);
};

/**
 * Works on one chunk for the job that is under way. An event of a run that is over does nothing but take its step away. The same event twice, at the same time
 * too, has the effect of once: one of the two is overtaken and leaves the rest to the other.
 */
export const runChunk = async (desk: ImportDesk, { importId, run }: ImportEvent, number: number): Promise<void> => {
  const one = await findImport(desk.table, importId);
  const job = one && jobOf(one.state);
  if (!job || one.run !== run) {
    await dropStep(desk.table, { importId, step: number, run });
    return;
  }
  try {
    await workOn(desk, one, job, number);
  } catch (error) {
    // Whoever came first works on, and the step stays until they are done.
    if (error instanceof Overtaken || error instanceof ConditionFailed) return;
    if (!(error instanceof Stopped)) throw error;
    await dropStep(desk.table, { importId, step: number, run });
    return;
  }
  if (!(await hasOpenChunks(desk.table, importId))) await desk.events.send([{ importId, step: 'settle', run }]);
};
