import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorize } from '../../../lib/learned-scoring/solve-linear.ts';

const SIZE = 5;
const row = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: SIZE, maxLength: SIZE });

describe('a system of equations', () => {
  it('is solved for every right side', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: SIZE, maxLength: SIZE }), row, (numbers, wanted) => {
        // A large diagonal makes sure that there is one answer; turned by one row, the first pivot is never the right one.
        const rows = numbers.map((line, index) => line.map((number, column) => number + (column === index ? 100 : 0)));
        const turned = [...rows.slice(1), ...rows.slice(0, 1)];
        const right = turned.map((line) =>
          line.reduce((sum, number, column) => sum + number * (wanted[column] ?? 0), 0),
        );
        const solution = factorize(Float64Array.from(turned.flat()), SIZE)(Float64Array.from(right));
        for (const [index, number] of wanted.entries()) expect(solution[index]).toBeCloseTo(number, 8);
      }),
    );
  });

  it('leaves at nothing what the equations do not determine', () => {
    const solution = factorize(Float64Array.from([2, 2, 2, 2]), 2)(Float64Array.from([6, 6]));
    expect([...solution]).toEqual([3, 0]);
  });
});
