import { at } from './tally.ts';

/** Below this a pivot says that an equation repeats the others; its unknown is left as it is. */
const NOTHING = 1e-9;

/**
 * Makes a square system ready, row by row, to be solved for many right sides: Gaussian elimination with partial pivoting. An unknown that the equations do not
 * determine is 0.
 */
export const factorize = (matrix: Float64Array, size: number): ((right: Float64Array) => Float64Array) => {
  const work = Float64Array.from(matrix);
  const order = Array.from({ length: size }, (_, row) => row);
  const rowOf = (step: number): number => (order[step] ?? 0) * size;
  for (let step = 0; step < size; step += 1) {
    let best = step;
    for (let row = step + 1; row < size; row += 1) {
      if (Math.abs(at(work, rowOf(row) + step)) > Math.abs(at(work, rowOf(best) + step))) best = row;
    }
    [order[step], order[best]] = [order[best] ?? 0, order[step] ?? 0];
    const pivot = at(work, rowOf(step) + step);
    for (let row = step + 1; row < size; row += 1) {
      const factor = Math.abs(pivot) < NOTHING ? 0 : at(work, rowOf(row) + step) / pivot;
      work[rowOf(row) + step] = factor;
      if (factor === 0) continue;
      for (let column = step + 1; column < size; column += 1) {
        const place = rowOf(row) + column;
        work[place] = at(work, place) - factor * at(work, rowOf(step) + column);
      }
    }
  }
  return (right) => {
    const solution = new Float64Array(size);
    for (let step = 0; step < size; step += 1) {
      let left = at(right, order[step] ?? 0);
      for (let column = 0; column < step; column += 1) left -= at(work, rowOf(step) + column) * at(solution, column);
      solution[step] = left;
    }
    for (let step = size - 1; step >= 0; step -= 1) {
      let left = at(solution, step);
      for (let column = step + 1; column < size; column += 1)
        left -= at(work, rowOf(step) + column) * at(solution, column);
      const pivot = at(work, rowOf(step) + step);
      solution[step] = Math.abs(pivot) < NOTHING ? 0 : left / pivot;
    }
    return solution;
  };
};
