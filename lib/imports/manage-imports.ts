import type * as z from 'zod';
import { conflict, invalid, SluiceError, versionMismatch } from '../errors.ts';
import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import { type FileStore, PartsMissing, type UploadedPart } from '../files/file-store.ts';
import { newId } from '../ids.ts';
import { readSettings } from '../settings/settings-repository.ts';
import { retryOnContention } from '../table/retry.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import { actorRef, requireOwner } from '../users/user-repository.ts';
import { listChunks } from './chunk-repository.ts';
import { alignColumns, checkMapping, headersHash, mappingOf, missingHeaders } from './column-mapping.ts';
import { type ImportOptions, type importRoutes, PART_SIZE } from './import-contract.ts';
import type { Import } from './import-entity.ts';
import { eventOf, type ImportEvents } from './import-events.ts';
import { uploadKey } from './import-objects.ts';
import { getImport, insertImport, replaceImport } from './import-repository.ts';
import { type ImportJob, type ImportState, jobOf, mayStart } from './import-state.ts';
import { commitableUntil, plannableUntil, undoableUntil } from './import-times.ts';
import { newStep } from './open-step.ts';
import { openStep } from './open-step-repository.ts';
import { createdAtOf } from './present-import.ts';
import { rememberMapping } from './remembered-mapping-repository.ts';
import { findRepeated } from './repeated-import.ts';
import { rowsToDo, startJob } from './start-job.ts';

/** What the use cases of imports work with, beside what every use case does. */
export interface ImportsDesk extends Desk {
  readonly files: FileStore;
  readonly events: ImportEvents;
}

/** Seconds for which an address of a part is good: a part of 8 MiB at 10 kB a second, and the client asks for fresh ones when they run out. */
const SIGNED_SECONDS = 15 * 60;
/** Addresses signed in one answer; the client asks for more as it goes. */
const MOST_SIGNED = 128;

const wrongState = ({ state }: { readonly state: ImportState }, what: string): SluiceError =>
  conflict('import-state', `The import is ${state}, so it cannot be ${what}.`, { state });

type Upload = z.output<(typeof importRoutes)['signParts']['responses'][200]>;

const partsOf = (size: number): number[] =>
  Array.from({ length: Math.ceil(size / PART_SIZE) }, (_, index) => index + 1);

const signedUpload = async (desk: ImportsDesk, one: Import, wanted: readonly number[] | undefined): Promise<Upload> => {
  const { uploadId } = one;
  if (uploadId === undefined || one.state !== 'uploading') throw wrongState(one, 'uploaded to');
  const numbers = partsOf(one.size).filter((number) => wanted === undefined || wanted.includes(number));
  const parts = await Promise.all(
    numbers.slice(0, MOST_SIGNED).map(async (number) => ({
      number,
      url: await desk.files.signPart(one.key, uploadId, number, SIGNED_SECONDS),
    })),
  );
  return { partSize: PART_SIZE, parts, expiresAt: new Date(desk.now() + SIGNED_SECONDS * 1000).toISOString() };
};

/** Errors: `file-imported-before`, with the import, when the same content came before and nobody said to go on. */
const refuseRepetition = async ({ table }: ImportsDesk, contentHash: string): Promise<void> => {
  const earlier = await findRepeated(table, contentHash);
  if (!earlier) return;
  throw conflict('file-imported-before', 'A file of the same content was imported before.', {
    importId: earlier.id,
    importName: earlier.name,
    importedAt: createdAtOf(earlier),
    importState: earlier.state,
  });
};

/** Registers a file, and gives where its parts go. Errors: `file-imported-before`, `user-not-found`. */
export const createImport = async (
  desk: ImportsDesk,
  { name, size, contentHash, again, options, commit }: z.output<(typeof importRoutes)['createImport']['body']>,
): Promise<{ created: Import; upload: Upload }> => {
  if (!again) await refuseRepetition(desk, contentHash);
  await requireOwner(desk.table, options?.ownerId);
  const id = newId(desk.now());
  const key = uploadKey(id);
  const created: Import = {
    id,
    name,
    size,
    state: 'uploading',
    key,
    uploadId: await desk.files.startUpload(key),
    contentHash,
    createdBy: await actorRef(desk.table, desk.actor),
    columns: [],
    options,
    plansByItself: options !== undefined || undefined,
    commitsByItself: (commit && options !== undefined) || undefined,
    again: again || undefined,
    run: 0,
    updatedAt: nowOf(desk),
    version: 1,
  };
  await desk.table.transact([insertImport(created)]);
  return { created, upload: await signedUpload(desk, created, undefined) };
};

/** Fresh addresses for parts of an upload. Errors: `import-not-found`, `import-state`. */
export const signParts = async (desk: ImportsDesk, id: string, parts: readonly number[] | undefined): Promise<Upload> =>
  signedUpload(desk, await getImport(desk.table, id), parts);

/**
 * Puts the parts of an upload together, upon which S3 tells of the file. What S3 tells may be lost, so the step is written down before. Errors: `import-not-found`,
 * `import-state`, `parts-missing`.
 */
export const completeUpload = async (
  desk: ImportsDesk,
  id: string,
  parts: readonly UploadedPart[],
): Promise<Import> => {
  const one = await getImport(desk.table, id);
  const { uploadId, key } = one;
  // The file may be known to be here before whoever sent it asks.
  if (one.state !== 'uploading' && one.state !== 'cancelled') return one;
  if (uploadId === undefined || one.state === 'cancelled') throw wrongState(one, 'completed');
  const numbers = partsOf(one.size);
  const missing = numbers.filter((number) => !parts.some((part) => part.number === number));
  if (missing.length > 0 || parts.length !== numbers.length) throw partsMissing(missing);
  await desk.table.transact([openStep(newStep(id, 'read', 0, desk.now()))]);
  try {
    await desk.files.completeUpload(
      key,
      uploadId,
      [...parts].sort((a, b) => a.number - b.number),
    );
  } catch (error) {
    if (error instanceof PartsMissing) throw partsMissing(numbers, error);
    throw error;
  }
  return getImport(desk.table, id);
};

const partsMissing = (numbers: readonly number[], cause?: unknown): SluiceError =>
  new SluiceError(
    'validation',
    'parts-missing',
    'Not all parts of the file have arrived. Send the missing ones again.',
    {
      details: { parts: numbers },
      cause,
    },
  );

const requireStart = (one: Import, job: ImportJob, what: string): void => {
  if (!mayStart(job, one.state)) throw wrongState(one, what);
};

/** Reads an import, decides and writes, again where another writer came between: that the results of a job are written is told at any moment. */
const changeImport = (desk: ImportsDesk, id: string, change: (one: Import) => Promise<Import>): Promise<Import> =>
  retryOnContention(async () => change(await getImport(desk.table, id)));

/** The options of a plan with its columns in the order of the file. Errors: `invalid-mapping`. */
const optionsFor = async (desk: ImportsDesk, one: Import, given: ImportOptions | undefined): Promise<ImportOptions> => {
  const headers = one.columns.map(({ header }) => header);
  const base: ImportOptions = given ?? one.options ?? { ...PLAIN, externalSystem: one.preset };
  const wanted = given?.columns ?? mappingOf(one.columns);
  const strangers = missingHeaders(headers, wanted);
  if (strangers.length > 0) {
    throw invalid(
      'invalid-mapping',
      'The mapping names columns that the file has not.',
      strangers.map((header) => ({ path: 'columns', message: `there is no column ${header}` })),
    );
  }
  const columns = alignColumns(headers, wanted);
  const options = { ...base, columns };
  const { value: definitions } = await readSettings(desk.table, FIELD_SETTINGS);
  checkMapping(columns, options, definitions);
  await requireOwner(desk.table, options.ownerId);
  return options;
};

const PLAIN: ImportOptions = { matchBy: 'email', mode: 'upsert', assign: 'rules', invalidValues: 'reject-row' };

/** Starts the plan of an import. Errors: `import-not-found`, `import-state`, `invalid-mapping`, `user-not-found`, `file-gone`. */
export const planImport = (desk: ImportsDesk, id: string, given: ImportOptions | undefined): Promise<Import> =>
  changeImport(desk, id, async (one) => {
    requireStart(one, 'plan', 'planned');
    if (desk.now() > plannableUntil(one) || (await desk.files.sizeOf(one.key)) === undefined) {
      throw conflict('file-gone', 'A file can be planned for two weeks after it came. Upload it again.');
    }
    const options = await optionsFor(desk, one, given);
    const headers = one.columns.map(({ header }) => header);
    if (given) await rememberMapping(desk.table, headersHash(headers), options);
    // Somebody looked at it: what repeats another import goes on from here.
    const changes = {
      options,
      plannedAt: nowOf(desk),
      toDo: one.rows,
      counts: undefined,
      again: true,
      commitsByItself: undefined,
    };
    return startJob(desk, { one, job: 'plan', changes, now: desk.now() });
  });

/** Starts the commit of a plan, or goes on with one that was stopped. Errors: `import-not-found`, `import-state`, `version-mismatch`,
 * `plan-too-old`. */
export const commitImport = (desk: ImportsDesk, id: string, expectedVersion: number | undefined): Promise<Import> =>
  changeImport(desk, id, async (one) => {
    if (expectedVersion !== undefined && one.version !== expectedVersion) throw versionMismatch();
    requireStart(one, 'commit', 'committed');
    if (desk.now() > commitableUntil(one)) {
      throw conflict(
        'plan-too-old',
        'The plan is older than two weeks. Make it again, so that it says what would happen today.',
      );
    }
    const chunks = await listChunks(desk.table, id, { consistent: true });
    if (chunks.some(({ undoFence }) => undoFence > 0)) throw wrongState(one, 'committed after part of it was undone');
    const changes = { toDo: rowsToDo(chunks, 'commit'), committedAt: one.committedAt ?? nowOf(desk) };
    return startJob(desk, { one, job: 'commit', changes, now: desk.now() });
  });

/** Starts to take back what an import wrote. Errors: `import-not-found`, `import-state`, `undo-too-late`. */
export const undoImport = (desk: ImportsDesk, id: string): Promise<Import> =>
  changeImport(desk, id, async (one) => {
    requireStart(one, 'undo', 'undone');
    const until = undoableUntil(one);
    if (until !== undefined && desk.now() > until) {
      throw conflict('undo-too-late', 'An import can be undone for 30 days; what it kept for that is gone.');
    }
    const chunks = await listChunks(desk.table, id, { consistent: true });
    const changes = { toDo: rowsToDo(chunks, 'undo') };
    return startJob(desk, { one, job: 'undo', changes, now: desk.now() });
  });

/** Where an import is when what is under way is stopped. */
const stoppedState = ({ state, options }: Import): ImportState | undefined => {
  switch (jobOf(state)) {
    case 'plan':
      return 'ready';
    case 'commit':
    case 'undo':
      return 'stopped';
    default:
      return state === 'uploading' || state === 'reading' || state === 'ready' || (state === 'planned' && options)
        ? 'cancelled'
        : undefined;
  }
};

/**
 * Stops what is under way, at the next group of rows; what was written stays. An import that has written nothing is cancelled for good. Errors: `import-not-found`,
 * `import-state` when nothing is under way.
 */
export const cancelImport = (desk: ImportsDesk, id: string): Promise<Import> => {
  let meant: ImportState | undefined;
  return changeImport(desk, id, async (one) => {
    const state = stoppedState(one);
    meant ??= state;
    // Whoever stops a plan that ends at this moment does not mean to discard the import.
    if (state === undefined || state !== meant) throw wrongState(one, 'cancelled');
    // Workers of the run before find another one, and stop.
    const changes = { state, run: one.run + 1, startedAt: undefined, toDo: undefined, resultsKey: undefined };
    const cancelled = edited(one, changes, nowOf(desk));
    // What was written so far is told as at the end of a job.
    const report = state === 'stopped' ? newStep(id, 'report', cancelled.run, desk.now()) : undefined;
    await desk.table.transact([replaceImport(cancelled), ...(report ? [openStep(report)] : [])]);
    if (report) await desk.events.send([eventOf(report)]);
    if (one.state === 'uploading' && one.uploadId) await desk.files.abortUpload(one.key, one.uploadId);
    return cancelled;
  });
};
