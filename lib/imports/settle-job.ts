import { someAtATime } from '../some-at-a-time.ts';
import type { Write } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { edited } from '../use-case.ts';
import type { Chunk } from './chunk-entity.ts';
import { listChunks, replaceChunk } from './chunk-repository.ts';
import { type Duplicate, findDuplicates } from './find-duplicates.ts';
import type { Import } from './import-entity.ts';
import { eventOf, type ImportEvent } from './import-events.ts';
import type { ImportDesk } from './import-job.ts';
import { loadKeys, storeDuplicates } from './import-objects.ts';
import { findImport, replaceImport } from './import-repository.ts';
import { type ImportJob, jobOf } from './import-state.ts';
import { newStep } from './open-step.ts';
import type { OpenStep } from './open-step-entity.ts';
import { closeStep, dropStep, hasOpenChunks, openStep } from './open-step-repository.ts';
import { moved } from './row-state.ts';
import { countsOfChunks, handOut, isLeft, rowsToDo, startedJob } from './start-job.ts';

/** Files read at the same time. */
const AT_ONCE = 16;

const markDuplicates = async (
  { table, files }: ImportDesk,
  chunk: Chunk,
  duplicates: readonly Duplicate[],
): Promise<Chunk> => {
  // Done by an earlier try, which found the same.
  if (chunk.duplicates !== undefined) return chunk;
  const name = String(chunk.run);
  await storeDuplicates(
    files,
    chunk,
    name,
    duplicates.map(({ row, earlier }): [number, number] => [row, earlier]),
  );
  const moves = duplicates.map(({ state }) => ({ from: state, to: 'duplicate' as const }));
  const marked = { ...chunk, duplicates: name, counts: moved(chunk.planned ?? {}, moves) };
  await table.transact([replaceChunk(marked, chunk)]);
  return marked;
};

/** The chunks of a plan with the rows marked that are about somebody of an earlier row of the file. */
const gather = async (desk: ImportDesk, chunks: readonly Chunk[]): Promise<Chunk[]> => {
  const keys = await someAtATime(chunks, AT_ONCE, (chunk) => loadKeys(desk.files, chunk));
  const duplicates = findDuplicates(keys);
  const gathered: Chunk[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const found = duplicates.get(index);
    gathered.push(found ? await markDuplicates(desk, chunk, found) : chunk);
  }
  return gathered;
};

interface Ending {
  readonly writes: Write[];
  readonly next: OpenStep;
}

/** The end of a plan: planned, or, where nobody needs to be asked, on to the commit. */
const endPlan = (
  one: Import,
  chunks: readonly Chunk[],
  now: number,
): { writes: Write[]; next: OpenStep | undefined } => {
  const counts = countsOfChunks(chunks);
  const planned = { counts, startedAt: undefined, toDo: undefined };
  if (one.commitsByItself && (one.again || !one.repeats)) {
    const changes = { ...planned, committedAt: new Date(now).toISOString(), toDo: rowsToDo(chunks, 'commit') };
    const { writes, step } = startedJob({ one, job: 'commit', changes, now });
    return { writes, next: step };
  }
  const at = new Date(now).toISOString();
  return { writes: [replaceImport(edited(one, { ...planned, state: 'planned' }, at))], next: undefined };
};

/** The end of a commit or an undo; the results file follows. */
const endWriting = (one: Import, state: 'committed' | 'undone', chunks: readonly Chunk[], now: number): Ending => {
  const ended = { state, counts: countsOfChunks(chunks), startedAt: undefined, toDo: undefined };
  const next = newStep(one.id, 'report', one.run, now);
  return { writes: [replaceImport(edited(one, ended, new Date(now).toISOString())), openStep(next)], next };
};

const end = async (desk: ImportDesk, one: Import, job: ImportJob): Promise<OpenStep | undefined> => {
  const chunks = await listChunks(desk.table, one.id, { consistent: true });
  // Chunks that the job has not been through can only be where a step was lost: they are handed out again.
  const left = chunks.filter((chunk) => isLeft(chunk, job, one.run));
  if (left.length > 0) {
    await handOut(desk, left, one.run);
    return undefined;
  }
  const { writes, next } =
    job === 'plan'
      ? endPlan(one, await gather(desk, chunks), desk.now())
      : endWriting(one, job === 'commit' ? 'committed' : 'undone', chunks, desk.now());
  // A job that follows has a step of this name already; it stays.
  const follows = next?.step === 'start';
  const done = closeStep({ importId: one.id, step: 'settle', run: one.run });
  await desk.table.transact(follows ? writes : [...writes, done]);
  return next;
};

/** Ends a job once all its chunks are done; asked too early or twice, it does nothing. */
export const settleJob = async (desk: ImportDesk, { importId, run }: ImportEvent): Promise<void> => {
  const one = await findImport(desk.table, importId);
  const job = one && jobOf(one.state);
  if (!job || one.run !== run) {
    await dropStep(desk.table, { importId, step: 'settle', run });
    return;
  }
  if (await hasOpenChunks(desk.table, importId)) return;
  try {
    const next = await end(desk, one, job);
    if (next) await desk.events.send([eventOf(next)]);
  } catch (error) {
    // Somebody else ended it, or cancelled it, at the same time.
    if (!(error instanceof ConditionFailed)) throw error;
  }
};
