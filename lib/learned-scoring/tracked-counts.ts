import {
  forgetValues,
  learnOutcomes,
  NO_OUTCOMES,
  type Outcome,
  type OutcomeCounts,
  unlearnOutcomes,
  valueName,
} from './outcome-counts.ts';

/** The counts of a bounded number of values, and since when each is counted. */
export interface TrackedCounts {
  /** Counts up with each fold: the clock by which values come and go. */
  readonly fold: number;
  readonly counts: OutcomeCounts;
  /** By value: the fold in which it was first counted. */
  readonly since: Readonly<Record<string, number>>;
}

export const NOTHING_TRACKED: TrackedCounts = { fold: 0, counts: NO_OUTCOMES, since: {} };

/** How one lead's end changes: what of it was counted before, and in which fold, and what is to be counted now. */
export interface Change {
  readonly features: Outcome['features'];
  readonly counted?: { readonly converted: boolean; readonly fold: number } | undefined;
  readonly converted?: boolean | undefined;
}

/**
 * Values that are counted at a time: pairs are counted too, so that this bounds what is stored to some 150 KB and the time to fit to some tenths of a second. Forms, campaigns,
 * tags and choices come and go; the values of an ordinary installation are fewer.
 */
const MOST_VALUES = 250;
/** Folds that a new value is taken to have had already, so that a flood of values that come once does not push out those that come now and then. */
const GRACE = 10;

const withOnly = (features: Outcome['features'], isWanted: (name: string) => boolean): Outcome['features'] =>
  Object.fromEntries(Object.entries(features).filter(([feature, value]) => isWanted(valueName(feature, value))));

/** What came least often while it was counted has to go. */
const leastFrequent = (
  counts: OutcomeCounts,
  since: Readonly<Record<string, number>>,
  fold: number,
  many: number,
): string[] =>
  Object.entries(counts.values)
    .map(([name, { own }]) => ({ name, rate: (own[0] + own[1]) / (fold - (since[name] ?? fold) + GRACE) }))
    .sort((a, b) => a.rate - b.rate || (a.name < b.name ? -1 : 1))
    .slice(0, many)
    .map(({ name }) => name);

/**
 * The counts after changes, one fold on. Taking back is exact although values come and go: of a lead, only those values are taken back that have been counted
 * without a break since before it was.
 */
export const foldChanges = (before: TrackedCounts, changes: readonly Change[], most = MOST_VALUES): TrackedCounts => {
  const fold = before.fold + 1;
  const takenBack = changes.flatMap(({ features, counted }) => {
    if (counted === undefined) return [];
    const isCounted = (name: string): boolean => (before.since[name] ?? fold) <= counted.fold;
    return [{ features: withOnly(features, isCounted), converted: counted.converted }];
  });
  const learned = changes.flatMap(({ features, converted }) =>
    converted === undefined ? [] : [{ features, converted }],
  );
  const counts = learnOutcomes(unlearnOutcomes(before.counts, takenBack), learned);
  const since = Object.fromEntries(Object.keys(counts.values).map((name) => [name, before.since[name] ?? fold]));
  const tooMany = Math.max(0, Object.keys(counts.values).length - most);
  const gone = leastFrequent(counts, since, fold, tooMany);
  for (const name of gone) delete since[name];
  return { fold, counts: gone.length > 0 ? forgetValues(counts, gone) : counts, since };
};
