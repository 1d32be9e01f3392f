import { describe, expect, it } from 'vitest';
import { stratifiedFolds } from '../../../bench/scoring/folds.ts';
import { measure } from '../../../bench/scoring/measures.ts';
import { sampleLeads } from '../../../bench/scoring/sample-leads.ts';

const predictions = (...pairs: readonly (readonly [number, 0 | 1])[]) =>
  pairs.map(([probability, converted]) => ({ probability, converted: converted === 1 }));

describe('the measures of the bench', () => {
  it('give the area under the curve as the share of pairs in the right order, ties counting half', () => {
    expect(measure(predictions([0.1, 0], [0.4, 1], [0.35, 0], [0.8, 1])).auc).toBe(1);
    expect(measure(predictions([0.1, 0], [0.4, 0], [0.35, 1], [0.8, 1])).auc).toBe(0.75);
    expect(measure(predictions([0.5, 0], [0.5, 1], [0.5, 0], [0.5, 1])).auc).toBe(0.5);
  });

  it('give the mean square of what was missed', () => {
    expect(measure(predictions([0.8, 1], [0.4, 0])).brier).toBeCloseTo((0.04 + 0.16) / 2, 12);
  });

  it('give no calibration error where shares are as foretold, and all of it where they are not', () => {
    const tens = (probability: number, converted: number) =>
      Array.from({ length: 10 }, (_, index) => ({ probability, converted: index < converted }));
    const right = Array.from({ length: 10 }, (_, bin) => tens(bin / 10 + 0.01, bin)).flat();
    expect(measure(right).ece).toBeCloseTo(0.01, 12);
    const wrong = Array.from({ length: 10 }, () => tens(0.9, 1)).flat();
    expect(measure(wrong).ece).toBeCloseTo(0.8, 12);
  });

  it('give how many times the average convert in the best tenth', () => {
    const all = Array.from({ length: 100 }, (_, index) => ({ probability: index / 100, converted: index >= 80 }));
    expect(measure(all).lift).toBe(5);
  });
});

describe('the folds of the bench', () => {
  const rows = Array.from({ length: 103 }, (_, index) => ({
    cells: { id: String(index) },
    converted: index % 5 === 0,
  }));

  it('test each lead once, never on what was learned from it, with like shares of converted leads', () => {
    const folds = stratifiedFolds(rows, 5, 1);
    expect(folds.flatMap(({ test }) => test).toSorted((a, b) => Number(a.cells.id) - Number(b.cells.id))).toEqual(rows);
    for (const { training, test } of folds) {
      expect(training.filter((row) => test.includes(row))).toEqual([]);
      expect(training.length + test.length).toBe(rows.length);
      expect([4, 5]).toContain(test.filter(({ converted }) => converted).length);
    }
  });

  it('are the same for the same seed and others for another', () => {
    expect(stratifiedFolds(rows, 5, 1)).toEqual(stratifiedFolds(rows, 5, 1));
    expect(stratifiedFolds(rows, 5, 1)).not.toEqual(stratifiedFolds(rows, 5, 2));
  });
});

describe('the invented leads of the bench', () => {
  it('are the same for the same seed', () => {
    expect([...sampleLeads(50, 3)]).toEqual([...sampleLeads(50, 3)]);
    expect([...sampleLeads(50, 3)]).not.toEqual([...sampleLeads(50, 4)]);
  });
});
