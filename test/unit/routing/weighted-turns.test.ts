import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atTurn, roundOf } from '../../../lib/routing/weighted-turns.ts';

const members = fc
  .array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 12 })
  .map((weights) => weights.map((weight, index) => ({ id: `rep-${index}`, weight })));

describe('a round of turns', () => {
  it('gives everybody turns in proportion to their weights', () => {
    fc.assert(
      fc.property(members, (list) => {
        const round = roundOf(list);
        const sum = list.reduce((total, { weight }) => total + weight, 0);
        for (const { id, weight } of list) {
          expect(round.filter((one) => one === id).length * sum).toBe(round.length * weight);
        }
      }),
    );
  });

  it('is spread: at any moment nobody is further from their share than by the turn of each other member', () => {
    fc.assert(
      fc.property(members, (list) => {
        const round = roundOf(list);
        const sum = list.reduce((total, { weight }) => total + weight, 0);
        for (let taken = 1; taken <= round.length; taken += 1) {
          for (const { id, weight } of list) {
            const got = round.slice(0, taken).filter((one) => one === id).length;
            expect(Math.abs(got - (taken * weight) / sum)).toBeLessThanOrEqual(list.length - 1);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('goes round in order where all weigh the same', () => {
    expect(roundOf(['a', 'b', 'c'].map((id) => ({ id, weight: 4 })))).toEqual(['a', 'b', 'c']);
  });

  it('lets the one of more weight not take all of theirs at once', () => {
    const round = roundOf([
      { id: 'a', weight: 5 },
      { id: 'b', weight: 1 },
      { id: 'c', weight: 1 },
    ]);
    expect(round.join('')).toBe('aabacaa');
  });

  it('has nobody where there is nobody', () => {
    expect(atTurn(roundOf([]), 7)).toBeUndefined();
  });
});
