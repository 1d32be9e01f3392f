import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  learnOutcomes,
  mergeCounts,
  NO_OUTCOMES,
  outcomeCountsSchema,
  unlearnOutcomes,
} from '../../../lib/learned-scoring/outcome-counts.ts';
import { outcomes } from './outcomes.ts';

const learned = (...all: Parameters<typeof learnOutcomes>[1][]) => all.reduce(learnOutcomes, NO_OUTCOMES);

describe('the counts of outcomes', () => {
  it('are exactly what they were when outcomes are taken back', () => {
    fc.assert(
      fc.property(outcomes, outcomes, (kept, takenBack) => {
        expect(unlearnOutcomes(learned(kept, takenBack), takenBack)).toStrictEqual(learned(kept));
      }),
    );
  });

  it('are the same learned in one or in shards that are merged', () => {
    fc.assert(
      fc.property(outcomes, outcomes, (some, others) => {
        expect(mergeCounts(learned(some), learned(others))).toStrictEqual(learned([...some, ...others]));
      }),
    );
  });

  it('are the same one by one, all at once and in any order', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const oneByOne = learned(...all.map((outcome) => [outcome]));
        expect(oneByOne).toStrictEqual(learned(all));
        expect(learned(all.toReversed())).toStrictEqual(oneByOne);
      }),
    );
  });

  it('are plain data that survive being stored', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const counts = learned(all);
        expect(outcomeCountsSchema.parse(JSON.parse(JSON.stringify(counts)))).toStrictEqual(counts);
      }),
    );
  });

  it('leave those alone that they were made from', () => {
    const before = learned([{ features: { colour: 'a' }, converted: true }]);
    const copy = structuredClone(before);
    learnOutcomes(before, [{ features: { colour: 'a' }, converted: false }]);
    mergeCounts(before, before);
    expect(before).toStrictEqual(copy);
  });

  it('keep two features apart whatever signs their names have', () => {
    const { values } = learned([{ features: { 'a=b': 'c', a: 'b=c' }, converted: true }]);
    expect(Object.keys(values)).toHaveLength(2);
  });

  it('refuse to forget what was never learned', () => {
    const counts = learned([{ features: { colour: 'a' }, converted: true }]);
    for (const never of [
      { features: { colour: 'a' }, converted: false },
      { features: { colour: 'b' }, converted: true },
    ]) {
      expect(() => unlearnOutcomes(counts, [never])).toThrow('never learned');
    }
  });
});
