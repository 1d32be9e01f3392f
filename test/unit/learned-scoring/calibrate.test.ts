import { describe, expect, it } from 'vitest';
import { calibrate } from '../../../lib/learned-scoring/calibrate.ts';
import { learnOutcomes, NO_OUTCOMES } from '../../../lib/learned-scoring/outcome-counts.ts';
import { tallyOf } from '../../../lib/learned-scoring/tally.ts';
import { leadsWith } from './outcomes.ts';

const TALLY = tallyOf(
  learnOutcomes(NO_OUTCOMES, [
    ...leadsWith({ size: 'large', colour: 'red' }, 200, 80),
    ...leadsWith({ size: 'large', colour: 'blue' }, 200, 80),
    ...leadsWith({ size: 'small', colour: 'red' }, 400, 60),
    ...leadsWith({ size: 'small', colour: 'blue' }, 400, 60),
  ]),
);

/** A contribution for each value, the same for both sides. */
const saying = (large: number, small: number) => {
  const row = Float64Array.from(TALLY.names, (name) =>
    name === 'size=large' ? large : name === 'size=small' ? small : 0,
  );
  return calibrate(TALLY, [row, row]);
};

const share = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

describe('a calibration', () => {
  it('believes evidence that was right about every lead', () => {
    const tally = tallyOf(
      learnOutcomes(NO_OUTCOMES, [...leadsWith({ size: 'large' }, 50, 50), ...leadsWith({ size: 'small' }, 50, 0)]),
    );
    const row = Float64Array.from(tally.names, (name) => (name === 'size=large' ? 1.5 : -1.5));
    const { slope, intercept } = calibrate(tally, [row, row]);
    expect(slope).toBe(1);
    expect(share(intercept + 1.5)).toBeGreaterThan(0.75);
    expect(share(intercept - 1.5)).toBeLessThan(0.25);
  });

  it('foretells the shares that converted, from contributions that are right', () => {
    const { slope, intercept } = saying(0.8, -0.7);
    expect(share(intercept + slope * 0.8)).toBeCloseTo(0.4, 1);
    expect(share(intercept - slope * 0.7)).toBeCloseTo(0.15, 1);
  });

  it('holds back contributions that are twice too loud', () => {
    const right = saying(0.8, -0.7);
    const loud = saying(1.6, -1.4);
    expect(loud.slope).toBeCloseTo(right.slope / 2, 4);
    expect(loud.intercept).toBeCloseTo(right.intercept, 4);
  });

  it('never makes contributions surer than they are, and still foretells as many conversions as there were', () => {
    const { slope, intercept } = saying(0.2, -0.2);
    expect(slope).toBe(1);
    expect((400 * share(intercept + 0.2) + 800 * share(intercept - 0.2)) / 280).toBeCloseTo(1, 2);
  });

  it('believes nothing that is wrong or says the same of all', () => {
    const base = Math.log(280 / 920);
    for (const calibration of [saying(-0.8, 0.7), saying(1, 1), saying(0, 0)]) {
      expect(calibration.slope).toBe(0);
      expect(calibration.intercept).toBeCloseTo(base, 12);
    }
  });

  it('counts what two features say together', () => {
    const row = (name: string) => (name.startsWith('size') ? (name.endsWith('large') ? 0.8 : -0.7) : 0);
    const twice = Float64Array.from(TALLY.names, (name) => row(name) + (name.startsWith('colour') ? 5 : 0));
    const shifted = calibrate(TALLY, [twice, twice]);
    // Every lead has a colour, so that five more for each changes the intercept and nothing else.
    expect(shifted.slope).toBeCloseTo(saying(0.8, -0.7).slope, 4);
    expect(shifted.intercept + 5 * shifted.slope).toBeCloseTo(saying(0.8, -0.7).intercept, 4);
  });
});
