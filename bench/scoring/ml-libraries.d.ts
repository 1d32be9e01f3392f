// The part of two libraries without types that the bench calls.

declare module 'ml-logistic-regression' {
  import type { Matrix } from 'ml-matrix';

  class LogisticRegression {
    constructor(options: { numSteps: number; learningRate: number });
    /** One classifier for each class, against all others. */
    readonly classifiers: readonly { testScores(rows: Matrix): number[] }[];
    train(rows: Matrix, classes: Matrix): void;
  }
  export = LogisticRegression;
}

declare module 'ml-naivebayes' {
  import type { Matrix } from 'ml-matrix';

  export class MultinomialNB {
    /** Logarithms: by class, then by column. */
    readonly conditionalProbability: Matrix;
    readonly priorProbability: Matrix;
    train(rows: Matrix, classes: number[]): void;
  }
}
