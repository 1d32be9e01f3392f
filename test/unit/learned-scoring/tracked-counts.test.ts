import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../bench/scoring/seeded-random.ts';
import { type Features, NO_OUTCOMES, valueName } from '../../../lib/learned-scoring/outcome-counts.ts';
import { packCounts, unpackCounts } from '../../../lib/learned-scoring/pack-counts.ts';
import { foldChanges, NOTHING_TRACKED, type TrackedCounts } from '../../../lib/learned-scoring/tracked-counts.ts';

interface Told {
  readonly features: Features;
  readonly counted: { readonly converted: boolean; readonly fold: number } | undefined;
}

const colours = Array.from({ length: 12 }, (_, index) => `colour ${index}`);
const features: fc.Arbitrary<Features> = fc.record(
  { colour: fc.constantFrom(...colours), size: fc.constantFrom('s', 'm', 'l'), 'tag:fair': fc.constant('yes') },
  { requiredKeys: ['colour'] },
);

/** What happens to the leads of a few folds: a lead by number, and how it is from then on. */
const history = fc.tuple(
  fc.array(features, { minLength: 8, maxLength: 8 }),
  fc.array(
    fc.uniqueArray(fc.record({ lead: fc.nat(7), converted: fc.constantFrom(true, false, undefined) }), {
      selector: ({ lead }) => lead,
      minLength: 1,
      maxLength: 6,
    }),
    { maxLength: 12 },
  ),
);

const MOST = 6;

const run = ([all, folds]: typeof history extends fc.Arbitrary<infer T> ? T : never) => {
  const leads: Told[] = all.map((one) => ({ features: one, counted: undefined }));
  let tracked: TrackedCounts = NOTHING_TRACKED;
  for (const fold of folds) {
    const changes = fold.map(({ lead, converted }) => ({ ...(leads[lead] ?? { features: {} }), converted }));
    tracked = foldChanges(tracked, changes, MOST);
    for (const { lead, converted } of fold) {
      const { features: known = {} } = leads[lead] ?? {};
      leads[lead] = {
        features: known,
        counted: converted === undefined ? undefined : { converted, fold: tracked.fold },
      };
    }
  }
  return { leads, tracked };
};

describe('counts of a bounded number of values', () => {
  it('are those of the leads that were counted since each value is', () => {
    fc.assert(
      fc.property(history, (told) => {
        const { leads, tracked } = run(told);
        const counted = leads.flatMap(({ features: known, counted }) => (counted ? [{ known, counted }] : []));
        const total = [false, true].map(
          (side) => counted.filter(({ counted: { converted } }) => converted === side).length,
        );
        expect(tracked.counts.total).toEqual(total);
        const sinceOf = (name: string): number => tracked.since[name] ?? Number.POSITIVE_INFINITY;
        const has = (known: Features, name: string): boolean =>
          Object.entries(known).some(([feature, value]) => valueName(feature, value) === name);
        const countOf = (...names: string[]) =>
          [false, true].map(
            (side) =>
              counted.filter(
                ({ known, counted: { converted, fold } }) =>
                  converted === side && names.every((name) => has(known, name) && sinceOf(name) <= fold),
              ).length,
          );
        for (const [name, { own, beside }] of Object.entries(tracked.counts.values)) {
          expect(own).toEqual(countOf(name));
          for (const [other, count] of Object.entries(beside)) expect(count).toEqual(countOf(name, other));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are nothing again once everything is taken back, whatever came and went meanwhile', () => {
    fc.assert(
      fc.property(history, (told) => {
        const { leads, tracked } = run(told);
        const after = foldChanges(tracked, leads, MOST);
        expect(after.counts).toEqual(NO_OUTCOMES);
        expect(after.since).toEqual({});
      }),
      { numRuns: 300 },
    );
  });

  it('are never more than so many', () => {
    fc.assert(
      fc.property(history, (told) => {
        const { counts, since } = run(told).tracked;
        expect(Object.keys(counts.values).length).toBeLessThanOrEqual(MOST);
        expect(Object.keys(since).sort()).toEqual(Object.keys(counts.values).sort());
      }),
    );
  });

  it('let go what came least often since it is counted', () => {
    const often = Array.from({ length: 5 }, () => ({ features: { form: 'contact' }, converted: true }));
    const seldom = { features: { form: 'old' }, converted: false };
    const before = foldChanges(NOTHING_TRACKED, [...often, seldom], 2);
    const later = Array.from({ length: 3 }).reduce<TrackedCounts>((counts) => foldChanges(counts, often, 2), before);
    const { counts } = foldChanges(later, [{ features: { form: 'new' }, converted: false }], 2);
    expect(Object.keys(counts.values).sort()).toEqual(['form=contact', 'form=new']);
  });

  it('come back as they were packed', () => {
    fc.assert(
      fc.property(history, (told) => {
        const { tracked } = run(told);
        expect(unpackCounts(packCounts(tracked), tracked.fold)).toEqual(tracked);
      }),
    );
  });

  it('fit into an item however many leads there are', () => {
    const random = seededRandom(1);
    const kinds = Array.from({ length: 16 }, (_, kind) => `feature ${kind}`);
    const many = Array.from({ length: 1500 }, () => ({
      features: Object.fromEntries(kinds.map((kind) => [kind, `value ${Math.floor(24 * random())}`])),
      converted: random() < 0.3,
    }));
    const tracked = foldChanges(NOTHING_TRACKED, many);
    expect(Object.keys(tracked.counts.values)).toHaveLength(250);
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items
    expect(packCounts(tracked).length).toBeLessThan(250_000);
  });
});
