import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf, shrunkEvidence } from '../../../lib/learned-scoring/evidence.ts';
import { learnOutcomes, NO_OUTCOMES } from '../../../lib/learned-scoring/outcome-counts.ts';
import { at, tallyOf } from '../../../lib/learned-scoring/tally.ts';
import { leadsWith } from './outcomes.ts';

const TOTAL = [800, 200] as const;
const some = fc.integer({ min: 1, max: 80 });

describe('the evidence of a value', () => {
  it('is none when the value was never seen', () => {
    expect(shrunkEvidence([0, 0], TOTAL)).toBeCloseTo(0, 12);
  });

  it('is none when its leads convert as all leads do', () => {
    expect(shrunkEvidence([40, 10], TOTAL)).toBeCloseTo(0, 12);
  });

  it('grows with each lead that converted and falls with each that did not', () => {
    fc.assert(
      fc.property(some, some, (other, converted) => {
        const now = shrunkEvidence([other, converted], TOTAL);
        expect(shrunkEvidence([other, converted + 1], TOTAL)).toBeGreaterThan(now);
        expect(shrunkEvidence([other + 1, converted], TOTAL)).toBeLessThan(now);
      }),
    );
  });

  it('is weaker for a rare value than for a frequent one of which the same share converted', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.integer({ min: 2, max: 9 }), (other, converted, times) => {
        fc.pre(other * TOTAL[1] !== converted * TOTAL[0]);
        const rare = shrunkEvidence([other, converted], TOTAL);
        const frequent = shrunkEvidence([times * other, times * converted], TOTAL);
        expect(Math.abs(rare)).toBeLessThan(Math.abs(frequent));
        expect(Math.sign(rare)).toBe(Math.sign(frequent));
      }),
    );
  });

  it('stays below what one lead can prove when that lead is all there is', () => {
    // A lead of its own value that converted at a base rate of a fifth: ten invented leads speak against it.
    expect(Math.exp(shrunkEvidence([0, 1], TOTAL))).toBeLessThan(1.6);
  });
});

describe('the trust in a feature', () => {
  const trustIn = (...outcomes: ReturnType<typeof leadsWith>[]) => {
    const tally = tallyOf(learnOutcomes(NO_OUTCOMES, outcomes.flat()));
    return at(evidenceOf(tally).trust, 0);
  };

  it('is nearly full where many leads say the same', () => {
    expect(trustIn(leadsWith({ size: 'large' }, 300, 200), leadsWith({ size: 'small' }, 300, 50))).toBeGreaterThan(
      0.97,
    );
  });

  it('is none where every lead has a value of its own', () => {
    const own = Array.from({ length: 100 }, (_, index) => leadsWith({ id: `lead ${index}` }, 1, index % 2));
    expect(trustIn(...own)).toBe(0);
  });

  it('is shared by the features of a kind, for one alone is too few to tell', () => {
    const tags = Array.from({ length: 50 }, (_, index) => leadsWith({ [`tag:${index}`]: 'yes' }, 4, index % 5));
    const { trust } = evidenceOf(tallyOf(learnOutcomes(NO_OUTCOMES, tags.flat())));
    expect(new Set(trust).size).toBe(1);
  });
});
