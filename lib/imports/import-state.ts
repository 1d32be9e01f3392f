/**
 * The states of an import: `reading` finds the rows of the file, `ready` waits for a plan, `planned` for the word to commit. `stopped` is a commit or an undo that
 * somebody cancelled half-way; it can be gone on with.
 */
export const IMPORT_STATES = [
  'uploading',
  'reading',
  'refused',
  'ready',
  'planning',
  'planned',
  'committing',
  'committed',
  'stopped',
  'undoing',
  'undone',
  'cancelled',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** The jobs that work through all rows of an import. */
export const IMPORT_JOBS = ['plan', 'commit', 'undo'] as const;
export type ImportJob = (typeof IMPORT_JOBS)[number];

/** The state in which each job is under way. */
export const STATE_OF_JOB = { plan: 'planning', commit: 'committing', undo: 'undoing' } as const satisfies Record<
  ImportJob,
  ImportState
>;

/** The job that is under way in a state, or `undefined`. */
export const jobOf = (state: ImportState): ImportJob | undefined =>
  IMPORT_JOBS.find((job) => STATE_OF_JOB[job] === state);

/** From which states each job may start: a stopped commit or undo can be gone on with, and a plan be made again until the first row is written. */
const STARTS: Readonly<Record<ImportJob, readonly ImportState[]>> = {
  plan: ['ready', 'planned'],
  commit: ['planned', 'stopped'],
  undo: ['committed', 'stopped'],
};

/** Whether a job may start. */
export const mayStart = (job: ImportJob, state: ImportState): boolean => STARTS[job].includes(state);

/** Whether rows that were planned and not written will not be written any more. */
export const isStopped = (state: ImportState): boolean =>
  state === 'stopped' || state === 'undoing' || state === 'undone';
