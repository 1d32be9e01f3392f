import type { ImportState } from '../../lib/imports/import-state.ts';
import { ROW_STATES, type RowCounts } from '../../lib/imports/row-state.ts';
import { LOCALE } from '../wording/locale.ts';
import { ROW_STATE_WORDS } from './row-words.ts';

/** Where an import stands, in a word. */
export const IMPORT_STATE_LABELS = {
  uploading: 'Uploading',
  reading: 'Reading',
  refused: 'Refused',
  ready: 'Waits for a plan',
  planning: 'Planning',
  planned: 'Waits for your go',
  committing: 'Importing',
  committed: 'Imported',
  stopped: 'Stopped',
  undoing: 'Undoing',
  undone: 'Undone',
  cancelled: 'Discarded',
} as const satisfies Readonly<Record<ImportState, string>>;

/** The look of each state's chip. */
export const IMPORT_STATE_TONES = {
  uploading: 'status-new',
  reading: 'status-new',
  refused: 'refused',
  ready: 'candidate',
  planning: 'status-new',
  planned: 'candidate',
  committing: 'status-new',
  committed: 'stage-won',
  stopped: 'candidate',
  undoing: 'status-new',
  undone: 'plain',
  cancelled: 'plain',
} as const satisfies Readonly<Record<ImportState, string>>;

const figures = new Intl.NumberFormat(LOCALE);

/** A count as people write it: `12,480`. */
export const countInFigures = (count: number): string => figures.format(count);

/** A count with its noun: `1 row`, `12,480 rows`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${countInFigures(count)} ${count === 1 ? one : many}`;

const KILO = 1024;

/** Bytes as people read them: `812 bytes`, `40 KB`, `3.4 MB`. */
export const bytesInWords = (bytes: number): string => {
  if (bytes < KILO) return counted(bytes, 'byte');
  if (bytes < KILO * KILO) return `${countInFigures(Math.round(bytes / KILO))} KB`;
  const mega = bytes / KILO / KILO;
  return `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: mega < 10 ? 1 : 0 }).format(mega)} MB`;
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long something will still take: `a few seconds left`, `about 40 s left`, `about 3 min left`. */
export const timeLeft = (seconds: number): string => {
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  if (seconds < 90 * MINUTE) return `about ${Math.round(seconds / MINUTE)} min left`;
  return `about ${Math.round(seconds / HOUR)} h left`;
};

/** Words put together as in speech: `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** What became of the rows, the states without rows left out: `240 created, 31 updated and 12 rejected`. */
export const countsInWords = (counts: RowCounts): string =>
  listed(
    ROW_STATES.flatMap((state) => {
      const count = counts[state] ?? 0;
      return count === 0 ? [] : [`${countInFigures(count)} ${ROW_STATE_WORDS[state]}`];
    }),
  );
