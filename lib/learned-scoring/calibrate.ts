import { at, SIDES, type Sides, type Tally } from './tally.ts';

/** Log-odds are `intercept + slope × sum of contributions`. */
export interface Calibration {
  readonly slope: number;
  readonly intercept: number;
}

interface Spread {
  readonly leads: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Average and spread of the sum of contributions over the leads of one side; pairs are all that it takes. */
const spreadOf = (tally: Tally, side: 0 | 1, contributions: Float64Array): Spread => {
  const size = tally.names.length;
  const leads = tally.total[side];
  let sum = 0;
  let squares = 0;
  for (let place = 0; place < size; place += 1) {
    const value = at(contributions, place);
    sum += at(tally.own[side], place) * value;
    let beside = 0;
    for (let other = 0; other < size; other += 1) {
      beside += at(tally.together[side], place * size + other) * at(contributions, other);
    }
    squares += value * beside;
  }
  const mean = sum / leads;
  return { leads, mean, deviation: Math.sqrt(Math.max(0, squares / leads - mean * mean)) };
};

/** Points of a normal distribution, in deviations, with their weights. */
const NORMAL = Array.from({ length: 81 }, (_, index) => (index - 40) / 10).map(
  (point) => [point, Math.exp((-point * point) / 2)] as const,
);
const NORMAL_SUM = NORMAL.reduce((sum, [, weight]) => sum + weight, 0);

const STEPS = 50;
const NOTHING = 1e-9;
/** Evidence is held back where it is too sure of itself and never made surer: what seems to ask for that, in few leads, is chance. */
const MOST_SLOPE = 1;

/** The logistic curve through two normal distributions, by Newton's steps from where it is for equal spreads. */
const fitCurve = (sides: Sides<Spread>): Calibration => {
  const [other, converted] = sides;
  const leads = other.leads + converted.leads;
  const base = Math.log(converted.leads / other.leads);
  const variance = (other.leads * other.deviation ** 2 + converted.leads * converted.deviation ** 2) / leads;
  const gap = converted.mean - other.mean;
  if (gap <= NOTHING) return { slope: 0, intercept: base };
  // Without any spread, evidence was right about every lead.
  let slope = Math.min(MOST_SLOPE, gap / Math.max(variance, NOTHING));
  let intercept = base - (slope * (converted.mean + other.mean)) / 2;
  for (let step = 0; step < STEPS; step += 1) {
    let [bySlope, byIntercept, slopes, both, intercepts] = [0, 0, NOTHING, 0, NOTHING];
    for (const side of SIDES) {
      const { leads: many, mean, deviation } = sides[side];
      for (const [point, weight] of NORMAL) {
        const sum = mean + point * deviation;
        const probability = 1 / (1 + Math.exp(-slope * sum - intercept));
        const mass = (many * weight) / NORMAL_SUM;
        const pull = mass * (side - probability);
        const curvature = mass * probability * (1 - probability);
        bySlope += pull * sum;
        byIntercept += pull;
        slopes += curvature * sum * sum;
        both += curvature * sum;
        intercepts += curvature;
      }
    }
    const determinant = slopes * intercepts - both * both;
    const change = (intercepts * bySlope - both * byIntercept) / determinant;
    const shift = (slopes * byIntercept - both * bySlope) / determinant;
    if (!Number.isFinite(change) || !Number.isFinite(shift)) break;
    // A step is held to one unit: far from the answer the curve is flat, and a full step would overshoot.
    const held = Math.min(1, 1 / Math.max(Math.abs(change), Math.abs(shift), NOTHING));
    const next = Math.min(MOST_SLOPE, Math.max(0, slope + held * change));
    // At an end of its range the slope stays, and the intercept is the best for that slope.
    const moved = next === slope && change !== 0 ? byIntercept / intercepts : held * shift;
    const done = Math.abs(next - slope) + Math.abs(moved) < NOTHING;
    slope = next;
    intercept += Math.max(-1, Math.min(1, moved));
    if (done) break;
  }
  return { slope, intercept };
};

/**
 * Scales contributions so that of the leads that are given 30 % about 30 % convert (Platt scaling: J. Platt, "Probabilistic outputs for support vector machines",
 * 1999). Each lead is judged by contributions that it was not learned from, of which average and spread on both sides follow from the counts; so nothing is set
 * aside, no order of learning matters, and what is too sure because features repeat each other is held back.
 */
export const calibrate = (tally: Tally, heldOut: Sides<Float64Array>): Calibration =>
  fitCurve([spreadOf(tally, 0, heldOut[0]), spreadOf(tally, 1, heldOut[1])]);
