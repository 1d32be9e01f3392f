import { factorize } from './solve-linear.ts';
import { at, SIDES, type Sides, type Tally } from './tally.ts';

/** Invented leads in which a value stands beside the others as often as anybody does: pairs that were hardly seen count as independent. Chosen as in evidence.ts. */
const INVENTED_PAIRS = 20;

const MOST_ROUNDS = 12;
/** Log-odds below which another round changes no score. */
const CLOSE_ENOUGH = 0.002;

/** How often a value is seen beside another, of the leads of one side that have the other; row by row. */
const besideShares = ({ names, own, together, total }: Tally, side: 0 | 1): Float64Array => {
  const size = names.length;
  return Float64Array.from({ length: size * size }, (_, cell) => {
    const [place, other] = [Math.floor(cell / size), cell % size];
    const usual = at(own[side], other) / total[side];
    return (at(together[side], cell) + INVENTED_PAIRS * usual) / (at(own[side], place) + INVENTED_PAIRS);
  });
};

/**
 * What each value says beyond what the lead's other values say already.
 *
 * Naive Bayes adds up what values say by themselves, and so counts twice what two of them have in common. Let s be the sum of the wanted contributions, and r
 * that of a lead's other features. If the odds of conversion are e^s, then among leads with a value v, exactly: evidence(v) = c(v) + log E0[e^r | v] −
 * log E0[e^s], where E0 is the average over the leads that did not convert; and from the other side evidence(v) = c(v) − log E1[e^−r | v] + log E1[e^−s]. The
 * mean of both is used: what an approximation of the averages gets wrong by the spread of r has opposite signs in the two and cancels. The averages are taken
 * feature by feature from the pairs, as if the other features did not depend on each other given v. For features that are independent nothing changes.
 * Solved by steps in which averages are linear (that needs one factorization), until it holds.
 */
export const netEvidence = (tally: Tally, evidence: Float64Array): Float64Array => {
  const size = tally.names.length;
  const feature = (place: number): number => tally.feature[place] ?? 0;
  const shares: Sides<Float64Array> = [besideShares(tally, 0), besideShares(tally, 1)];
  const usual = (side: 0 | 1, place: number): number => at(tally.own[side], place) / tally.total[side];

  const slopes = Float64Array.from({ length: size * size }, (_, cell) => {
    const [place, other] = [Math.floor(cell / size), cell % size];
    if (feature(place) === feature(other)) return place === other ? 1 : 0;
    return SIDES.reduce<number>((sum, side) => sum + (at(shares[side], cell) - usual(side, other)) / 2, 0);
  });
  const solve = factorize(slopes, size);

  /** What is missing of each value's evidence when these are the contributions. */
  const missing = (contributions: Float64Array): Float64Array => {
    const growth = SIDES.map((side) => contributions.map((value) => Math.expm1(side === 0 ? value : -value)));
    const averages = (side: 0 | 1, shareOf: (other: number) => number): Float64Array => {
      const sums = new Float64Array(tally.features.length);
      for (let other = 0; other < size; other += 1) {
        sums[feature(other)] = at(sums, feature(other)) + shareOf(other) * (growth[side]?.[other] ?? 0);
      }
      // With invented pairs, shares of one feature stay within 1 together, so that the average of what is positive stays positive.
      return sums.map((sum) => Math.log1p(sum) * (side === 0 ? 0.5 : -0.5));
    };
    const usually = SIDES.map((side) => averages(side, (other) => usual(side, other)));
    return evidence.map((wanted, place) => {
      let said = at(contributions, place);
      for (const side of SIDES) {
        const beside = averages(side, (other) => at(shares[side], place * size + other));
        for (const [index, average] of beside.entries()) {
          if (index !== feature(place)) said += average - (usually[side]?.[index] ?? 0);
        }
      }
      return wanted - said;
    });
  };

  let contributions = solve(evidence);
  let left = missing(contributions);
  const sizeOf = (row: Float64Array): number => row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let round = 0; round < MOST_ROUNDS && sizeOf(left) > CLOSE_ENOUGH; round += 1) {
    const step = solve(left);
    const next = contributions.map((value, place) => value + at(step, place));
    const nextLeft = missing(next);
    // Where the steps lead away, as they may for a handful of leads that say the same in many columns, the last good answer stands.
    if (!(sizeOf(nextLeft) < sizeOf(left))) break;
    contributions = next;
    left = nextLeft;
  }
  return contributions;
};
