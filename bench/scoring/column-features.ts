import type { Features } from '../../lib/learned-scoring/outcome-counts.ts';
import type { LabelledRow } from './read-labelled.ts';

/** Numbers are cut where equally many training leads lie between: buckets enough for a bend, few enough to be filled. */
const BUCKETS = 8;
/** A column of numbers with no more different ones is a choice. */
const MOST_CHOICES = 12;
/** Of the cells that are not empty, so many must be numbers. */
const LEAST_NUMBERS = 0.95;
/** A column in which more of the leads have a value of their own names the lead and says nothing of the next. */
const MOST_DIFFERENT = 0.5;

/** Columns as features, learned from the training rows alone. */
export interface ColumnFeatures {
  /** Columns that name each lead. */
  readonly ignored: readonly string[];
  featuresOf(row: LabelledRow): Features;
}

const isNumber = (text: string): boolean => text !== '' && !Number.isNaN(Number(text));

const quantiles = (numbers: readonly number[]): number[] => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const cuts = Array.from(
    { length: BUCKETS - 1 },
    (_, index) => sorted[Math.floor((sorted.length * (index + 1)) / BUCKETS)],
  );
  return [...new Set(cuts)].filter((cut) => cut !== undefined);
};

type Read = (cell: string) => string;

/** How a column is read; `undefined` for one that names each lead. */
const readerOf = (cells: readonly string[]): Read | undefined => {
  const filled = cells.filter((cell) => cell !== '');
  const different = new Set(filled).size;
  if (different > MOST_CHOICES && filled.filter(isNumber).length >= LEAST_NUMBERS * filled.length) {
    const cuts = quantiles(filled.filter(isNumber).map(Number));
    return (cell) => (isNumber(cell) ? `bucket ${cuts.filter((cut) => Number(cell) >= cut).length}` : 'none');
  }
  return different > MOST_DIFFERENT * cells.length ? undefined : (cell) => cell || 'none';
};

/** Learns from training rows how to read their columns: numbers in buckets, an empty cell as a value of its own. */
export const columnFeatures = (columns: readonly string[], training: readonly LabelledRow[]): ColumnFeatures => {
  const readers = columns.map((column) => ({
    column,
    read: readerOf(training.map(({ cells }) => cells[column] ?? '')),
  }));
  return {
    ignored: readers.filter(({ read }) => read === undefined).map(({ column }) => column),
    featuresOf: ({ cells }) =>
      Object.fromEntries(
        readers.flatMap(({ column, read }) => (read === undefined ? [] : [[column, read(cells[column] ?? '')]])),
      ),
  };
};
