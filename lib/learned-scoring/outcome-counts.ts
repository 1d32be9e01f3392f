import * as z from 'zod';

/** What is known of a lead at its first scoring: one value for each feature; what is not known is left out. */
export type Features = Readonly<Record<string, string>>;

/** How a lead ended. */
export interface Outcome {
  readonly features: Features;
  readonly converted: boolean;
}

/** Leads that did not convert, and leads that did. */
const countSchema = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]);
export type Count = z.output<typeof countSchema>;

/**
 * Everything that is remembered of outcomes: how often each value was seen, alone and beside each other value. Only whole numbers that are added up:
 * so learning one more lead is a few additions, taking it back restores what was, and shards can be counted apart.
 */
export const outcomeCountsSchema = z.object({
  version: z.literal(1),
  total: countSchema,
  /** By value, written `feature=value`; `beside` has only values that sort after it, so that a pair is counted once. */
  values: z.record(z.string(), z.object({ own: countSchema, beside: z.record(z.string(), countSchema) })),
});
export type OutcomeCounts = z.output<typeof outcomeCountsSchema>;

export const NO_OUTCOMES: OutcomeCounts = { version: 1, total: [0, 0], values: {} };

/** The name under which a feature's value is counted. */
export const valueName = (feature: string, value: string): string =>
  `${feature.replaceAll('%', '%25').replaceAll('=', '%3D')}=${value}`;

/** The feature of a value's name, as it is written there. */
export const featureOf = (name: string): string => name.slice(0, name.indexOf('='));

const plus = ([other, converted]: Count, [moreOther, moreConverted]: Count, sign: 1 | -1): Count => {
  const sum: Count = [other + sign * moreOther, converted + sign * moreConverted];
  if (Math.min(...sum) < 0) throw new Error('an outcome that was never learned cannot be taken back');
  return sum;
};

const isNone = ([other, converted]: Count): boolean => other === 0 && converted === 0;

/** Adds to a copy's value and forgets what is no longer counted, so that the same outcomes always leave the same record. */
const addValue = (
  counts: OutcomeCounts,
  name: string,
  own: Count,
  beside: readonly (readonly [string, Count])[],
  sign: 1 | -1,
) => {
  const value = counts.values[name] ?? { own: [0, 0], beside: {} };
  counts.values[name] = value;
  value.own = plus(value.own, own, sign);
  for (const [other, count] of beside) {
    const sum = plus(value.beside[other] ?? [0, 0], count, sign);
    if (isNone(sum)) delete value.beside[other];
    else value.beside[other] = sum;
  }
  if (isNone(value.own)) delete counts.values[name];
};

const addOutcomes = (counts: OutcomeCounts, outcomes: Iterable<Outcome>, sign: 1 | -1): OutcomeCounts => {
  const sum = structuredClone(counts);
  for (const { features, converted } of outcomes) {
    const one: Count = converted ? [0, 1] : [1, 0];
    const names = Object.entries(features)
      .map(([feature, value]) => valueName(feature, value))
      .sort();
    sum.total = plus(sum.total, one, sign);
    for (const [index, name] of names.entries()) {
      const beside = names.slice(index + 1).map((other) => [other, one] as const);
      addValue(sum, name, one, beside, sign);
    }
  }
  return sum;
};

/** The counts with some more outcomes in them. */
export const learnOutcomes = (counts: OutcomeCounts, outcomes: Iterable<Outcome>): OutcomeCounts =>
  addOutcomes(counts, outcomes, 1);

/** The counts as if some outcomes had never been learned. Fails where that cannot be. */
export const unlearnOutcomes = (counts: OutcomeCounts, outcomes: Iterable<Outcome>): OutcomeCounts =>
  addOutcomes(counts, outcomes, -1);

/** The counts without some values, alone and beside others. */
export const forgetValues = (counts: OutcomeCounts, names: readonly string[]): OutcomeCounts => {
  const gone = new Set(names);
  const rest = Object.entries(counts.values).filter(([name]) => !gone.has(name));
  const values = rest.map(([name, { own, beside }]) => {
    const others = Object.entries(beside).filter(([other]) => !gone.has(other));
    return [name, { own, beside: Object.fromEntries(others) }] as const;
  });
  return { ...counts, values: Object.fromEntries(values) };
};

/** The counts of two shards together. */
export const mergeCounts = (one: OutcomeCounts, other: OutcomeCounts): OutcomeCounts => {
  const sum = structuredClone(one);
  sum.total = plus(sum.total, other.total, 1);
  for (const [name, { own, beside }] of Object.entries(other.values))
    addValue(sum, name, own, Object.entries(beside), 1);
  return sum;
};
