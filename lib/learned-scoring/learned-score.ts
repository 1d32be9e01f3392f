import type { LearnedModel } from './learned-model.ts';
import { type Features, valueName } from './outcome-counts.ts';

/** What one thing that is known of a lead does to its score. */
export interface Factor {
  readonly feature: string;
  readonly value: string;
  /** Whole points, more or less than 0. */
  readonly points: number;
}

export interface LearnedScore {
  /** 0 to 100: 50 for a lead of which nothing is known, 75 for three times its odds of converting, 25 for a third. */
  readonly score: number;
  /** Of a hundred such leads, the share that converts: above 0 and below 1. */
  readonly probability: number;
  /** What moves the score away from 50, the strongest first: 50 and their points add up to the score. */
  readonly factors: readonly Factor[];
}

/** The score of a lead of which nothing is known. */
export const START = 50;

const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Whole numbers near the given ones whose sum is `total`, the nearest whole number to the sum of the given: those with the largest rests are rounded up. */
const wholeParts = (parts: readonly number[], total: number): number[] => {
  const whole = parts.map(Math.floor);
  const missing = total - whole.reduce((sum, part) => sum + part, 0);
  const rests = parts.map((part, index) => ({ index, rest: part - Math.floor(part) }));
  const up = new Set(
    rests
      .sort((a, b) => b.rest - a.rest || a.index - b.index)
      .slice(0, missing)
      .map(({ index }) => index),
  );
  return whole.map((part, index) => (up.has(index) ? part + 1 : part));
};

/**
 * The learned score of a lead. Contributions add up to the log-odds of converting against those of a lead of which nothing is known; the score is these on the
 * logistic scale, so that it does not depend on how rare conversions are, and each factor has the share of the points that it has of the log-odds. What was never
 * seen adds nothing.
 */
export const learnedScore = (model: LearnedModel, features: Features): LearnedScore => {
  const known = Object.entries(features).flatMap(([feature, value]) => {
    const contribution = model.contributions[valueName(feature, value)];
    return contribution === undefined || contribution === 0 ? [] : [{ feature, value, contribution }];
  });
  const sum = known.reduce((total, { contribution }) => total + contribution, 0);
  const exact = 100 * logistic(sum) - START;
  // At 0 the curve rises by 25 points a unit.
  const pointsPerUnit = Math.abs(sum) < 1e-9 ? 25 : exact / sum;
  const points = wholeParts(
    known.map(({ contribution }) => contribution * pointsPerUnit),
    Math.round(exact),
  );
  const factors = known
    .map(({ feature, value }, index) => ({ feature, value, points: points[index] ?? 0 }))
    .filter((factor) => factor.points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.feature < b.feature ? -1 : 1));
  // What never failed in n leads may still fail in the next: the rule of succession keeps 1 / (n + 2) for it.
  const doubt = 1 / (model.converted + model.other + 2);
  const probability = Math.min(1 - doubt, Math.max(doubt, logistic(model.intercept + sum)));
  return { score: START + Math.round(exact), probability, factors };
};
