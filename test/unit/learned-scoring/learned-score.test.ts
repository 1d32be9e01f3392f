import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LearnedModel } from '../../../lib/learned-scoring/learned-model.ts';
import { learnedScore, START } from '../../../lib/learned-scoring/learned-score.ts';

const aModel = (contributions: Readonly<Record<string, number>>, intercept = -1.5): LearnedModel => ({
  version: 1,
  converted: 200,
  other: 800,
  intercept,
  contributions,
});

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const contributions = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 0, maxLength: NAMES.length });
const modelAndLead = contributions.map((numbers) => ({
  model: aModel(Object.fromEntries(numbers.map((number, index) => [`${NAMES[index]}=x`, number]))),
  features: Object.fromEntries(numbers.map((_, index) => [NAMES[index] ?? '', 'x'])),
}));

describe('a learned score', () => {
  it('is 50 and the points of its factors, whole numbers from 0 to 100', () => {
    fc.assert(
      fc.property(modelAndLead, ({ model, features }) => {
        const { score, factors } = learnedScore(model, features);
        expect(START + factors.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        expect(factors.every(({ points }) => Number.isInteger(points) && points !== 0)).toBe(true);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
      { numRuns: 500 },
    );
  });

  it('gives points the way its contributions point, the strongest first', () => {
    fc.assert(
      fc.property(modelAndLead, ({ model, features }) => {
        const { factors } = learnedScore(model, features);
        for (const { feature, points } of factors) {
          const contribution = model.contributions[`${feature}=x`] ?? 0;
          // Rounding may give one point.
          expect(points * contribution).toBeGreaterThanOrEqual(-Math.abs(contribution));
        }
        const strengths = factors.map(({ points }) => Math.abs(points));
        expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
      }),
    );
  });

  it('foretells neither certainty', () => {
    fc.assert(
      fc.property(modelAndLead, fc.double({ min: -50, max: 50, noNaN: true }), ({ model, features }, intercept) => {
        const { probability } = learnedScore({ ...model, intercept }, features);
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThan(1);
      }),
    );
  });

  it('rises with what speaks for a lead and falls with what speaks against it', () => {
    fc.assert(
      fc.property(modelAndLead, fc.double({ min: 0.2, max: 3, noNaN: true }), ({ model, features }, more) => {
        const before = learnedScore(model, features);
        const said = { ...model, contributions: { ...model.contributions, 'more=for': more, 'more=against': -more } };
        const better = learnedScore(said, { ...features, more: 'for' });
        const worse = learnedScore(said, { ...features, more: 'against' });
        expect(better.score).toBeGreaterThanOrEqual(before.score);
        expect(better.probability).toBeGreaterThanOrEqual(before.probability);
        expect(worse.score).toBeLessThanOrEqual(before.score);
        expect(worse.probability).toBeLessThanOrEqual(before.probability);
      }),
    );
  });

  it('takes nothing from values that were never seen', () => {
    const model = aModel({ 'size=large': 1 });
    expect(learnedScore(model, { size: 'large', form: 'new' })).toEqual(learnedScore(model, { size: 'large' }));
    expect(learnedScore(model, { form: 'new' })).toMatchObject({ score: 50, factors: [] });
  });

  it('is 75 at three times the odds of a lead of which nothing is known, and 25 at a third', () => {
    const model = aModel({ 'size=large': Math.log(3), 'size=small': -Math.log(3) });
    expect(learnedScore(model, { size: 'large' }).score).toBe(75);
    expect(learnedScore(model, { size: 'small' }).score).toBe(25);
  });

  it('names what moved it', () => {
    const model = aModel({ 'size=large': 2, 'address=free-mail': -1, 'day=weekday': 0.001 });
    const { factors } = learnedScore(model, { address: 'free-mail', size: 'large', day: 'weekday' });
    expect(factors.map(({ feature, value }) => [feature, value])).toEqual([
      ['size', 'large'],
      ['address', 'free-mail'],
    ]);
  });
});
