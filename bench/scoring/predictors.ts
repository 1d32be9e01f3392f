import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import { MultinomialNB } from 'ml-naivebayes';
import { learnModel } from '../../lib/learned-scoring/learned-model.ts';
import { learnedScore } from '../../lib/learned-scoring/learned-score.ts';
import {
  type Features,
  learnOutcomes,
  NO_OUTCOMES,
  type Outcome,
  valueName,
} from '../../lib/learned-scoring/outcome-counts.ts';

/** Learns from outcomes and gives the probability that a lead with some features converts. */
export type Predictor = (training: readonly Outcome[]) => (leads: readonly Features[]) => number[];

/** The learned score of `lib/learned-scoring`. */
export const ours: Predictor = (training) => {
  const learned = learnModel(learnOutcomes(NO_OUTCOMES, training));
  if (learned.state !== 'ready') {
    throw new Error(
      `not enough data: ${learned.converted} converted, ${learned.other} not, ${learned.least} of each needed`,
    );
  }
  return (leads) => leads.map((features) => learnedScore(learned.model, features).probability);
};

/** A column for each value that the training leads have, 1 where a lead has it. */
const oneHot = (training: readonly Outcome[]) => {
  const names = (features: Features) => Object.entries(features).map(([feature, value]) => valueName(feature, value));
  const columnOf = new Map<string, number>();
  for (const { features } of training) {
    for (const name of names(features)) if (!columnOf.has(name)) columnOf.set(name, columnOf.size);
  }
  const rows = (leads: readonly Features[], constant: boolean): Matrix => {
    const matrix = Matrix.zeros(leads.length, columnOf.size + (constant ? 1 : 0));
    for (const [row, features] of leads.entries()) {
      for (const name of names(features)) {
        const column = columnOf.get(name);
        if (column !== undefined) matrix.set(row, column, 1);
      }
      if (constant) matrix.set(row, columnOf.size, 1);
    }
    return matrix;
  };
  return rows;
};

const STEPS = 1000;

/** The largest eigenvalue of a symmetric matrix, by repeated multiplication. */
const largestEigenvalue = (matrix: Matrix): number => {
  let vector = Matrix.ones(matrix.rows, 1);
  let largest = 1;
  for (let round = 0; round < 50; round += 1) {
    const next = matrix.mmul(vector);
    largest = next.norm('frobenius');
    vector = next.div(largest);
  }
  return largest;
};

/**
 * `ml-logistic-regression`: plain gradient descent, without a constant and without regularisation. It is given a column of ones, the longest step that cannot
 * diverge (4 over the largest eigenvalue of XᵀX, the bound of the curvature) and enough steps; its own default step diverges on a thousand leads.
 */
export const logisticRegression: Predictor = (training) => {
  const rows = oneHot(training);
  const matrix = rows(
    training.map(({ features }) => features),
    true,
  );
  const learningRate = 4 / largestEigenvalue(matrix.transpose().mmul(matrix));
  const library = new LogisticRegression({ numSteps: STEPS, learningRate });
  library.train(matrix, Matrix.columnVector(training.map(({ converted }) => (converted ? 1 : 0))));
  // The classifier of class 0 gives the probability of the other class.
  return (leads) => library.classifiers[0]?.testScores(rows(leads, true)) ?? [];
};

/** `ml-naivebayes`: counts of each value with one added, the kind that suits columns of 0 and 1. It answers with a class; probabilities are Bayes' rule over its own parameters. */
export const naiveBayes: Predictor = (training) => {
  const rows = oneHot(training);
  const library = new MultinomialNB();
  library.train(
    rows(
      training.map(({ features }) => features),
      false,
    ),
    training.map(({ converted }) => (converted ? 1 : 0)),
  );
  const { conditionalProbability, priorProbability } = library;
  const slopes = Matrix.sub(conditionalProbability.getRowVector(1), conditionalProbability.getRowVector(0)).transpose();
  const intercept = priorProbability.get(1, 0) - priorProbability.get(0, 0);
  return (leads) =>
    rows(leads, false)
      .mmul(slopes)
      .to1DArray()
      .map((sum) => 1 / (1 + Math.exp(-sum - intercept)));
};
