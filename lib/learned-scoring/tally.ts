import { featureOf, type OutcomeCounts } from './outcome-counts.ts';

/** The two ends of a lead, as places in pairs of numbers: 0 did not convert, 1 did. */
export const SIDES = [0, 1] as const;

/** A number for each side. */
export type Sides<T> = readonly [other: T, converted: T];

/** The counts as rows of numbers, which is what fitting works on; a value is a place in these rows. */
export interface Tally {
  readonly names: readonly string[];
  readonly total: Sides<number>;
  /** Leads with the value. */
  readonly own: Sides<Float64Array>;
  /** Leads with two values, row by row; a value with itself is `own`. */
  readonly together: Sides<Float64Array>;
  /** The feature of each value, as a number from 0. */
  readonly feature: readonly number[];
  readonly features: readonly string[];
}

/** Values that are looked at, the most frequent first: what is beyond was hardly ever seen, and the time to fit grows with the cube. */
const MOST_VALUES = 300;

/** The number at a place that is known to be in the row. */
export const at = (row: Float64Array, place: number): number => row[place] ?? 0;

/** Lays counts out for fitting. */
export const tallyOf = (counts: OutcomeCounts): Tally => {
  const names = Object.entries(counts.values)
    .map(([name, { own }]) => ({ name, leads: own[0] + own[1] }))
    .sort((a, b) => b.leads - a.leads || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_VALUES)
    .map(({ name }) => name)
    .sort();
  const size = names.length;
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const features = [...new Set(names.map(featureOf))];
  const own = [new Float64Array(size), new Float64Array(size)] as const;
  const together = [new Float64Array(size * size), new Float64Array(size * size)] as const;
  for (const [place, name] of names.entries()) {
    const value = counts.values[name];
    if (value === undefined) continue;
    for (const side of SIDES) {
      own[side][place] = value.own[side];
      together[side][place * size + place] = value.own[side];
    }
    for (const [other, count] of Object.entries(value.beside)) {
      const otherPlace = placeOf.get(other);
      if (otherPlace === undefined) continue;
      for (const side of SIDES) {
        together[side][place * size + otherPlace] = count[side];
        together[side][otherPlace * size + place] = count[side];
      }
    }
  }
  return {
    names,
    total: counts.total,
    own,
    together,
    feature: names.map((name) => features.indexOf(featureOf(name))),
    features,
  };
};
