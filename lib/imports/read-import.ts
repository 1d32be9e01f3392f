import { SluiceError } from '../errors.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import { proposeMapping } from '../lists/propose-mapping.ts';
import { readSettings } from '../settings/settings-repository.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { edited } from '../use-case.ts';
import { putChunk } from './chunk-repository.ts';
import { alignColumns, checkMapping, headersHash, mappingOf, withMapping } from './column-mapping.ts';
import { keepContent } from './content-repository.ts';
import { importOptions } from './import-contract.ts';
import type { Import, ImportColumn } from './import-entity.ts';
import { eventOf } from './import-events.ts';
import type { ImportDesk } from './import-job.ts';
import { findImport, replaceImport } from './import-repository.ts';
import { newStep } from './open-step.ts';
import type { OpenStep } from './open-step-entity.ts';
import { closeStep, dropStep, keepStep, openStep } from './open-step-repository.ts';
import { createdAtOf } from './present-import.ts';
import { CHUNK_SIZE, type ChunkSize, type FileContents, readFile } from './read-file.ts';
import { findRememberedMapping } from './remembered-mapping-repository.ts';
import { findRepeated } from './repeated-import.ts';
import { startedJob } from './start-job.ts';

/** Bytes after which progress is written down, which also tells the sweeper that somebody is at it. */
const PROGRESS_BYTES = 32 * 1024 * 1024;
/** What of a column is kept to be shown. */
const SAMPLES = 3;
const LONGEST_SAMPLE = 60;
const LONGEST_HEADER = 200;
/** Of a file with more columns than this, less of each is kept, so that the import stays under the 400 KB of an item. */
const MANY_COLUMNS = 100;
const SHORT_HEADER = 80;

const samplesOf = (samples: readonly string[][], column: number): string[] => {
  const values = samples.map((cells) => (cells[column] ?? '').trim()).filter((value) => value !== '');
  return [...new Set(values)].slice(0, SAMPLES).map((value) => value.slice(0, LONGEST_SAMPLE));
};

/** The columns of a file with a mapping: the folder's or the one given with the upload, else the one that served such a file before, else what can be found out. */
const mapColumns = async (
  { table }: ImportDesk,
  one: Import,
  { headers, samples }: FileContents,
  definitions: readonly FieldDefinition[],
): Promise<{ columns: ImportColumn[]; preset: string | null; options: Import['options'] }> => {
  const proposal = proposeMapping(headers, samples, definitions);
  const isWide = headers.length > MANY_COLUMNS;
  const shown = proposal.columns.map((column, index) => ({
    ...column,
    header: column.header.slice(0, isWide ? SHORT_HEADER : LONGEST_HEADER),
    samples: samplesOf(samples, index).slice(0, isWide ? 1 : SAMPLES),
  }));
  const remembered = one.options ? undefined : await findRememberedMapping(table, headersHash(headers));
  const given = one.options?.columns ?? remembered?.columns;
  const mapping =
    given &&
    alignColumns(
      shown.map(({ header }) => header),
      given,
    );
  const columns = withMapping(shown, mapping, one.options ? 'folder' : 'remembered');
  return {
    columns,
    preset: proposal.preset,
    options: one.options ?? (remembered && { ...remembered, columns: undefined }),
  };
};

/** The earlier import of the same content, where it is one that did something. */
const repeatedImport = async ({ table }: ImportDesk, one: Import, contentHash: string): Promise<Import['repeats']> => {
  const earlier = await findRepeated(table, contentHash, one.id);
  return earlier && { id: earlier.id, name: earlier.name, createdAt: createdAtOf(earlier) };
};

/** What an import is planned with where nobody is asked: what was given, or what can be found out, if the columns can be used at all. */
const automaticOptions = (
  one: Import,
  columns: ImportColumn[],
  preset: string | null,
  definitions: readonly FieldDefinition[],
) => {
  const mapping = mappingOf(columns);
  const externalSystem = one.options?.externalSystem ?? preset ?? 'list';
  const options = importOptions.parse({ externalSystem, ...one.options, columns: mapping });
  try {
    checkMapping(mapping, options, definitions);
    return options;
  } catch (error) {
    // Nobody is here to be told: the import waits for somebody who fixes its mapping.
    if (error instanceof SluiceError) return undefined;
    throw error;
  }
};

const refused = (one: Import, error: SluiceError, now: string): Import =>
  edited(one, { state: 'refused', problem: { code: error.code, message: error.message } }, now);

/** Whether an import is planned as soon as it is read: what was dropped is, and what was uploaded with options. */
const plansByItself = (one: Import): boolean => one.droppedAs !== undefined || one.plansByItself === true;

/** Whether the file is there, under a name that nobody writes to. */
const isHere = async ({ files }: ImportDesk, { key, droppedAs }: Import): Promise<boolean> => {
  if ((await files.sizeOf(key)) !== undefined) return true;
  if (droppedAs === undefined || (await files.sizeOf(droppedAs)) === undefined) return false;
  await files.copy(droppedAs, key);
  return true;
};

const arrived = async (desk: ImportDesk, one: Import, chunkSize: ChunkSize): Promise<FileContents> => {
  const { table, files, now } = desk;
  const progress = newStep(one.id, 'read', one.run, now());
  let told = 0;
  return readFile(
    await files.read(one.key),
    (place) =>
      putChunk(table, { ...place, importId: one.id, counts: {}, run: 0, finishedRun: 0, fence: 0, undoFence: 0 }),
    async (bytes) => {
      if (bytes - told < PROGRESS_BYTES) return;
      told = bytes;
      await keepStep(table, { ...newStep(one.id, 'read', one.run, now()), sent: progress.sent, done: bytes });
    },
    chunkSize,
  );
};

/** The import after its file was read, what writes it, and the step that follows. */
const readThrough = async (desk: ImportDesk, one: Import, chunkSize: ChunkSize) => {
  const now = desk.now();
  const contents = await arrived(desk, one, chunkSize);
  const { format, rows, contentHash } = contents;
  if (one.contentHash !== undefined && one.contentHash !== contentHash) {
    throw new SluiceError(
      'validation',
      'other-content',
      'The file that arrived is not the one that was announced. Upload it again.',
    );
  }
  // First said, then asked: of two that are read at the same time, one at least hears of the other.
  await keepContent(desk.table, contentHash, one.id);
  const repeats = one.again ? undefined : await repeatedImport(desk, one, contentHash);
  const { value: definitions } = await readSettings(desk.table, FIELD_SETTINGS);
  const { columns, preset, options } = await mapColumns(desk, one, contents, definitions);
  const found = { format, rows, contentHash, columns, preset: preset ?? undefined, options, repeats };
  const automatic =
    plansByItself(one) && !repeats ? automaticOptions({ ...one, options }, columns, preset, definitions) : undefined;
  if (!automatic) {
    const ready = edited(one, { ...found, state: 'ready' }, new Date(now).toISOString());
    return { writes: [replaceImport(ready)], next: undefined };
  }
  const { writes, step } = startedJob({
    one,
    job: 'plan',
    changes: { ...found, options: automatic, plannedAt: new Date(now).toISOString(), toDo: rows },
    now,
  });
  return { writes, next: step };
};

const isUnread = ({ state }: Import): boolean => state === 'uploading' || state === 'reading';

const READ = { step: 'read', run: 0 } as const;

/** The import in the state `reading`, with the step that brings it back if this worker dies. */
const begin = async ({ table, now }: ImportDesk, one: Import): Promise<Import> => {
  if (one.state === 'reading') return one;
  const at = new Date(now()).toISOString();
  const reading = edited(one, { state: 'reading', startedAt: at }, at);
  await table.transact([replaceImport(reading), openStep(newStep(one.id, 'read', 0, now()))]);
  return reading;
};

/**
 * Reads the file of an import for the first time: what it is, its columns, its chunks. A file that is no list is refused in words for people. The same twice
 * finds the same.
 */
export const readImport = async (
  desk: ImportDesk,
  importId: string,
  chunkSize: ChunkSize = CHUNK_SIZE,
): Promise<void> => {
  const found = await findImport(desk.table, importId);
  if (!found || !isUnread(found)) {
    await dropStep(desk.table, { importId, ...READ });
    return;
  }
  // Announced, and not here yet: its arrival will say so.
  if (!(await isHere(desk, found))) return;
  let next: OpenStep | undefined;
  try {
    const one = await begin(desk, found);
    let writes: ReturnType<typeof replaceImport>[];
    try {
      ({ writes, next } = await readThrough(desk, one, chunkSize));
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      writes = [replaceImport(refused(one, error, new Date(desk.now()).toISOString()))];
    }
    await desk.table.transact([...writes, closeStep({ importId, ...READ })]);
  } catch (error) {
    // Cancelled meanwhile, or read by another worker at the same time.
    if (error instanceof ConditionFailed) return;
    throw error;
  }
  if (next) await desk.events.send([eventOf(next)]);
};
