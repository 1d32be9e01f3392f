import type * as z from 'zod';
import { timeOfId } from '../ids.ts';
import type { Chunk } from './chunk-entity.ts';
import type { importRecord, importSummary } from './import-contract.ts';
import type { Import } from './import-entity.ts';
import { isStopped, jobOf } from './import-state.ts';
import { undoableUntil } from './import-times.ts';
import { shownCounts } from './row-outcome.ts';
import type { RowCounts } from './row-state.ts';
import { countsOfChunks, rowsToDo } from './start-job.ts';

/** When an import was made, in ISO 8601: its id carries the time. */
export const createdAtOf = ({ id }: Pick<Import, 'id'>): string => new Date(timeOfId(id)).toISOString();

/** What is known of an import at this moment, beside its record. */
export interface Progress {
  /** Where a job is under way, or was stopped. */
  readonly chunks?: readonly Chunk[] | undefined;
  /** Bytes of the file that are read. */
  readonly bytesRead?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type WireJob = z.output<typeof importSummary>['job'];

const timed = (
  kind: NonNullable<WireJob>['kind'],
  startedAt: string,
  done: number,
  total: number,
  now: number,
): WireJob => {
  const seconds = Math.max(0.001, (now - Date.parse(startedAt)) / 1000);
  const perSecond = done > 0 ? done / seconds : null;
  const secondsLeft = perSecond === null ? null : Math.ceil((total - done) / perSecond);
  return { kind, done, total, startedAt, perSecond, secondsLeft };
};

const jobUnderWay = (one: Import, { chunks = [], bytesRead = 0, now }: Progress): WireJob => {
  const { state, startedAt, size, toDo = 0, run } = one;
  if (startedAt === undefined) return null;
  if (state === 'reading') return timed('read', startedAt, Math.min(bytesRead, size), size, now);
  const job = jobOf(state);
  if (!job) return null;
  const left =
    job === 'plan'
      ? rowsToDo(
          chunks.filter(({ finishedRun }) => finishedRun < run),
          job,
        )
      : rowsToDo(chunks, job);
  return timed(job, startedAt, Math.max(0, toDo - left), toDo, now);
};

/** While a plan is made, what an earlier one said of a chunk is not true any more. */
const isTold = ({ state, run }: Import, { finishedRun }: Chunk): boolean => state !== 'planning' || finishedRun >= run;

const countsOf = (one: Import, { chunks }: Progress): RowCounts => {
  const counts = chunks ? countsOfChunks(chunks.filter((chunk) => isTold(one, chunk))) : (one.counts ?? {});
  return shownCounts(counts, isStopped(one.state));
};

/** An import as the history shows it. */
export const presentImportSummary = (one: Import, progress: Progress): z.output<typeof importSummary> => {
  const until = undoableUntil(one);
  return {
    id: one.id,
    name: one.name,
    size: one.size,
    state: one.state,
    problem: one.problem ?? null,
    folder: one.folder ?? null,
    createdBy: one.createdBy ?? null,
    createdAt: createdAtOf(one),
    rows: one.rows ?? null,
    counts: countsOf(one, progress),
    job: jobUnderWay(one, progress),
    committedAt: one.committedAt ?? null,
    undoableUntil: until === undefined ? null : new Date(until).toISOString(),
  };
};

/** An import with its mapping, its options, and how far its job has come. */
export const presentImport = (one: Import, progress: Progress): z.output<typeof importRecord> => ({
  ...presentImportSummary(one, progress),
  format: one.format ? { encoding: one.format.encoding, delimiter: one.format.delimiter } : null,
  preset: one.preset ?? null,
  columns: one.columns,
  options: one.options ?? null,
  repeats: one.repeats ?? null,
  resultsReady: one.resultsKey !== undefined,
  version: one.version,
});
