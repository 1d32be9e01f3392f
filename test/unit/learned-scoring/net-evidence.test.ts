import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../lib/learned-scoring/evidence.ts';
import { netEvidence } from '../../../lib/learned-scoring/net-evidence.ts';
import { learnOutcomes, NO_OUTCOMES, type Outcome } from '../../../lib/learned-scoring/outcome-counts.ts';
import { at, tallyOf } from '../../../lib/learned-scoring/tally.ts';
import { leadsWith } from './outcomes.ts';

/** Evidence and net evidence by value. */
const bothOf = (outcomes: readonly Outcome[]) => {
  const tally = tallyOf(learnOutcomes(NO_OUTCOMES, outcomes));
  const { values } = evidenceOf(tally);
  const net = netEvidence(tally, values);
  return new Map(tally.names.map((name, place) => [name, { alone: at(values, place), net: at(net, place) }]));
};

const numbers = (said: ReturnType<typeof bothOf>, name: string) =>
  said.get(name) ?? { alone: Number.NaN, net: Number.NaN };

describe('what a value says beyond the others', () => {
  it('is all that it says where features are independent', () => {
    // In both sides each size has its share of each colour.
    const said = bothOf([
      ...leadsWith({ size: 'large', colour: 'red' }, 240 + 240, 240),
      ...leadsWith({ size: 'large', colour: 'blue' }, 120 + 240, 120),
      ...leadsWith({ size: 'small', colour: 'red' }, 80 + 480, 80),
      ...leadsWith({ size: 'small', colour: 'blue' }, 40 + 480, 40),
    ]);
    for (const { alone, net } of said.values()) expect(net).toBeCloseTo(alone, 2);
  });

  it('is about half where a second feature repeats the first', () => {
    const said = bothOf([
      ...leadsWith({ size: 'large', staff: 'many' }, 500, 300),
      ...leadsWith({ size: 'small', staff: 'few' }, 500, 100),
    ]);
    const { alone, net } = numbers(said, 'size=large');
    expect(net).toBeCloseTo(numbers(said, 'staff=many').net, 6);
    expect(2 * net).toBeGreaterThan(0.9 * alone);
    expect(2 * net).toBeLessThan(1.15 * alone);
  });

  it('is nearly nothing for what only goes along with what matters', () => {
    // Being large decides; red ones are mostly large, and colour changes nothing among leads of one size.
    const said = bothOf([
      ...leadsWith({ size: 'large', colour: 'red' }, 800, 480),
      ...leadsWith({ size: 'large', colour: 'blue' }, 200, 120),
      ...leadsWith({ size: 'small', colour: 'red' }, 200, 20),
      ...leadsWith({ size: 'small', colour: 'blue' }, 800, 80),
    ]);
    const colour = numbers(said, 'colour=red');
    expect(colour.alone).toBeGreaterThan(0.5);
    expect(Math.abs(colour.net)).toBeLessThan(0.15);
    // Among leads of one colour: (480/320) / (20/180) = 13.5 times the odds.
    const apart = numbers(said, 'size=large').net - numbers(said, 'size=small').net;
    expect(Math.abs(apart - Math.log(13.5))).toBeLessThan(0.3);
  });

  it('is right where effects are strong, too', () => {
    const said = bothOf([
      ...leadsWith({ size: 'large', colour: 'red' }, 9000, 8100),
      ...leadsWith({ size: 'large', colour: 'blue' }, 1000, 900),
      ...leadsWith({ size: 'small', colour: 'red' }, 1000, 20),
      ...leadsWith({ size: 'small', colour: 'blue' }, 9000, 180),
    ]);
    const between = (one: string, other: string) => numbers(said, one).net - numbers(said, other).net;
    expect(Math.abs(between('colour=red', 'colour=blue'))).toBeLessThan(0.1);
    // (8100 / 900) / (20 / 980) = 441 times the odds.
    expect(Math.abs(between('size=large', 'size=small') - Math.log(441))).toBeLessThan(0.1);
  });

  it('is a number whatever was counted', () => {
    const feature = fc.constantFrom('a', 'b');
    const leads = fc.array(
      fc.record({
        features: fc.record({ p: feature, q: feature, r: feature }, { requiredKeys: [] }),
        converted: fc.boolean(),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(leads, (outcomes) => {
        const sides = [...leadsWith({}, 4, 2), ...outcomes];
        for (const { net } of bothOf(sides).values()) expect(Number.isFinite(net)).toBe(true);
      }),
    );
  });
});
