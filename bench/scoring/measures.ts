/** What was foretold of a lead, and what came. */
export interface Prediction {
  readonly probability: number;
  readonly converted: boolean;
}

export interface Measures {
  /** The chance that a converted lead was placed above one that did not convert; 0.5 is guessing. */
  readonly auc: number;
  /** The mean square of probability less outcome; 0 is perfect. */
  readonly brier: number;
  /** Expected calibration error: how far probabilities are from the share that converted, over ten bins with equally many leads. */
  readonly ece: number;
  /** How many times as many convert in the best tenth as on average. */
  readonly lift: number;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const shareConverted = (predictions: readonly Prediction[]): number =>
  mean(predictions.map(({ converted }) => (converted ? 1 : 0)));

/** Ranks of equal probabilities are shared, so that an undecided model has 0.5. */
const areaUnderCurve = (ascending: readonly Prediction[]): number => {
  const converted = ascending.filter((prediction) => prediction.converted).length;
  const others = ascending.length - converted;
  let ranks = 0;
  for (let from = 0; from < ascending.length; ) {
    let to = from;
    while (ascending[to]?.probability === ascending[from]?.probability && to < ascending.length) to += 1;
    ranks += ascending.slice(from, to).filter((prediction) => prediction.converted).length * ((from + to + 1) / 2);
    from = to;
  }
  return (ranks - (converted * (converted + 1)) / 2) / (converted * others);
};

const BINS = 10;

const calibrationError = (ascending: readonly Prediction[]): number =>
  Array.from({ length: BINS }, (_, bin) =>
    ascending.slice(Math.floor((ascending.length * bin) / BINS), Math.floor((ascending.length * (bin + 1)) / BINS)),
  )
    .filter((bin) => bin.length > 0)
    .reduce(
      (sum, bin) =>
        sum +
        (bin.length / ascending.length) *
          Math.abs(mean(bin.map(({ probability }) => probability)) - shareConverted(bin)),
      0,
    );

/** How good predictions are. Both outcomes must be among them. */
export const measure = (predictions: readonly Prediction[]): Measures => {
  const ascending = [...predictions].sort((a, b) => a.probability - b.probability);
  return {
    auc: areaUnderCurve(ascending),
    brier: mean(predictions.map(({ probability, converted }) => (probability - (converted ? 1 : 0)) ** 2)),
    ece: calibrationError(ascending),
    lift: shareConverted(ascending.slice(-Math.ceil(ascending.length / 10))) / shareConverted(ascending),
  };
};
