import type { LabelledRow } from './read-labelled.ts';
import { seededRandom, shuffled } from './seeded-random.ts';

/** What is learned from, and what is then predicted. */
export interface Fold {
  readonly training: readonly LabelledRow[];
  readonly test: readonly LabelledRow[];
}

/** Splits rows into folds with the same share of converted leads in each; the same seed gives the same folds. */
export const stratifiedFolds = (rows: readonly LabelledRow[], count: number, seed: number): Fold[] => {
  const random = seededRandom(seed);
  const deal = (converted: boolean) =>
    shuffled(
      rows.filter((row) => row.converted === converted),
      random,
    );
  const dealt = [...deal(true), ...deal(false)];
  return Array.from({ length: count }, (_, fold) => ({
    training: dealt.filter((_, index) => index % count !== fold),
    test: dealt.filter((_, index) => index % count === fold),
  }));
};
