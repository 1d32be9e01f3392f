import fc from 'fast-check';
import type { Features, Outcome } from '../../../lib/learned-scoring/outcome-counts.ts';

const value = fc.constantFrom('a', 'b', 'c', 'd=e');
const features: fc.Arbitrary<Features> = fc.record(
  { colour: value, size: value, source: value, 'tag:fair': fc.constant('yes'), 'tag:a=b': fc.constant('yes') },
  { requiredKeys: [] },
);

/** Leads of few features and values, so that pairs come again. */
export const outcomes: fc.Arbitrary<Outcome[]> = fc.array(fc.record({ features, converted: fc.boolean() }), {
  maxLength: 30,
});

/** Enough outcomes to learn from, whatever they say. */
export const enoughOutcomes: fc.Arbitrary<Outcome[]> = fc
  .array(features, { minLength: 80, maxLength: 160 })
  .chain((all) =>
    fc
      .array(fc.boolean(), { minLength: all.length, maxLength: all.length })
      .map((ends) =>
        all.map((one, index) => ({ features: one, converted: index < 40 || (index >= 80 && ends[index] === true) })),
      ),
  );

/** So many leads with the same features, of which so many converted. */
export const leadsWith = (known: Features, leads: number, converted: number): Outcome[] =>
  Array.from({ length: leads }, (_, index) => ({ features: known, converted: index < converted }));
