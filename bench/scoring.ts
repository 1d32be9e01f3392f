import { parseArgs } from 'node:util';
import type { Outcome } from '../lib/learned-scoring/outcome-counts.ts';
import { columnFeatures } from './scoring/column-features.ts';
import { type Fold, stratifiedFolds } from './scoring/folds.ts';
import { type Measures, measure, type Prediction } from './scoring/measures.ts';
import { logisticRegression, naiveBayes, ours, type Predictor } from './scoring/predictors.ts';
import { readLabelled } from './scoring/read-labelled.ts';
import { sampleFile } from './scoring/sample-file.ts';

// How well the learned score foretells which leads convert, beside logistic regression and naive Bayes of libraries, on the same folds and the same features:
// npm run bench:scoring -- leads.csv --label converted [--leave-out id,owner] [--folds 5] [--seed 1]
// Without a file it takes invented leads. Leave out columns that are filled only once the outcome is near, or every model foretells the past.

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    label: { type: 'string' },
    'leave-out': { type: 'string', default: '' },
    folds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const PREDICTORS: Readonly<Record<string, Predictor>> = {
  'learned score (ours)': ours,
  'logistic regression': logisticRegression,
  'naive Bayes': naiveBayes,
};
const [OURS = '', ...LIBRARIES] = Object.keys(PREDICTORS);

/** The predictions of each model for the test leads of a fold. */
const runFold = (columns: readonly string[], { training, test }: Fold): Map<string, Prediction[]> => {
  const { featuresOf } = columnFeatures(columns, training);
  const outcomes = training.map((row): Outcome => ({ features: featuresOf(row), converted: row.converted }));
  const leads = test.map(featuresOf);
  return new Map(
    Object.entries(PREDICTORS).map(([name, predictor]) => {
      const probabilities = predictor(outcomes)(leads);
      return [
        name,
        test.map(({ converted }, index) => ({ converted, probability: probabilities[index] ?? Number.NaN })),
      ];
    }),
  );
};

const row = (name: string, { auc, brier, ece, lift }: Measures): string =>
  `${name.padEnd(22)} ${auc.toFixed(4)}  ${brier.toFixed(4)}  ${ece.toFixed(4)}  ${lift.toFixed(2).padStart(6)}`;

const [path] = positionals;
const folds = Number(values.folds);
const seed = Number(values.seed);
if ((path === undefined) !== (values.label === undefined) || !(folds >= 2) || !Number.isInteger(seed)) {
  process.stderr.write(
    'usage: npm run bench:scoring -- <labelled csv> --label <column> [--leave-out <columns>] [--folds <number>] [--seed <number>]\n',
  );
  process.exit(2);
}

await using sample = path === undefined ? await sampleFile(seed) : undefined;
if (sample)
  print(
    "SYNTHETIC: no file was given, so these leads are invented (bench/scoring-sample.ts). They say nothing of anybody's customers.",
  );

const leftOut = values['leave-out'].split(',').map((column) => column.trim());
const { rows, columns, unlabelled } = await readLabelled(
  path ?? sample?.path ?? '',
  values.label ?? 'converted',
  leftOut,
);
const converted = rows.filter((one) => one.converted).length;
const { ignored } = columnFeatures(columns, rows);
print(
  `${rows.length} leads, ${converted} converted (${((100 * converted) / rows.length).toFixed(1)} %), ${unlabelled} rows without an outcome.`,
);
print(
  `${columns.length - ignored.length} columns, ${folds} folds, seed ${seed}.${ignored.length > 0 ? ` Not looked at, for each lead has its own: ${ignored.join(', ')}.` : ''}`,
);

const runs = stratifiedFolds(rows, folds, seed).map((fold) => runFold(columns, fold));
const together = new Map(
  Object.keys(PREDICTORS).map((name) => [name, measure(runs.flatMap((run) => run.get(name) ?? []))]),
);

print('\n                       AUC     Brier   ECE     top tenth');
for (const [name, measures] of together) print(row(name, measures));

const reached: boolean[] = [];
print('');
for (const [key, name, better] of [
  ['auc', 'AUC', Math.max],
  ['brier', 'Brier score', Math.min],
] as const) {
  const of = (model: string): number => together.get(model)?.[key] ?? Number.NaN;
  const best = better(...LIBRARIES.map(of));
  const wins = runs.filter((run) => {
    const inFold = (model: string): number => measure(run.get(model) ?? [])[key];
    const bestInFold = better(...LIBRARIES.map(inFold));
    return better(inFold(OURS), bestInFold) === inFold(OURS);
  }).length;
  reached.push(better(of(OURS), best) === of(OURS));
  print(
    `${name}: ours is ${(of(OURS) / best).toFixed(4)} of the better library's; at least as good in ${wins} of ${folds} folds.`,
  );
}
print(
  reached.every(Boolean)
    ? 'Aim reached: at least the better of the two libraries on AUC and on the Brier score.'
    : `Aim not reached on ${[!reached[0] && 'AUC', !reached[1] && 'the Brier score'].filter(Boolean).join(' and ')}.`,
);
