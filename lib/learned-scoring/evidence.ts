import { at, type Sides, type Tally } from './tally.ts';

/** What each value says by itself, as log-odds. */
export interface Evidence {
  readonly values: Float64Array;
  /** What it would say to a lead of each side that it was learned from, had that lead not been learned. */
  readonly heldOut: Sides<Float64Array>;
  /** How far each can be believed, 0 to 1. */
  readonly trust: Float64Array;
}

/**
 * Invented leads at the base rate that every value starts with: a value seen twice says little, one seen a hundred times says nearly all that it has seen.
 * Between 5 and 20 the bench (bench/scoring.ts) hardly differs.
 */
const INVENTED_LEADS = 10;

/** The log-odds that a value adds, shrunk towards none; exactly none for a value that was never seen. */
export const shrunkEvidence = ([other, converted]: Sides<number>, [others, conversions]: Sides<number>): number => {
  const rate = conversions / (others + conversions);
  return (
    Math.log((converted + INVENTED_LEADS * rate) / conversions) -
    Math.log((other + INVENTED_LEADS * (1 - rate)) / others)
  );
};

/** Features that are many of a kind, such as a feature for each tag (`tag:fair`), are trusted or not together. */
const kindOf = (feature: string): string => feature.split(':')[0] ?? feature;

/**
 * By how much the average of a feature's evidence over converted leads is above that over the others, when every lead is judged without itself, as a share of
 * the same when it is not. Near 1 for what holds, 0 for what is chance: the data's own measure of how far to believe a feature. Leaving one out takes no
 * second pass, because evidence is a function of the counts.
 */
const reliabilities = (tally: Tally, values: Float64Array, heldOut: Sides<Float64Array>): Map<string, number> => {
  const gaps = new Map<string, { learned: number; heldOut: number }>();
  for (const [place, feature] of tally.feature.entries()) {
    const kind = kindOf(tally.features[feature] ?? '');
    const gap = gaps.get(kind) ?? { learned: 0, heldOut: 0 };
    const other = at(tally.own[0], place) / tally.total[0];
    const converted = at(tally.own[1], place) / tally.total[1];
    gap.learned += (converted - other) * at(values, place);
    gap.heldOut += converted * at(heldOut[1], place) - other * at(heldOut[0], place);
    gaps.set(kind, gap);
  }
  const share = (gap: { learned: number; heldOut: number }): number =>
    gap.learned <= 0 ? 0 : Math.min(1, Math.max(0, gap.heldOut / gap.learned));
  return new Map([...gaps].map(([kind, gap]) => [kind, share(gap)]));
};

/** What each value says by itself, and how far that can be believed. Both sides must have at least two leads. */
export const evidenceOf = (tally: Tally): Evidence => {
  const [others, conversions] = tally.total;
  const of = (lessOther: number, lessConverted: number) =>
    Float64Array.from(tally.names, (_, place) => {
      const other = Math.max(0, at(tally.own[0], place) - lessOther);
      const converted = Math.max(0, at(tally.own[1], place) - lessConverted);
      return shrunkEvidence([other, converted], [others - lessOther, conversions - lessConverted]);
    });
  const values = of(0, 0);
  const heldOut: Sides<Float64Array> = [of(1, 0), of(0, 1)];
  const reliable = reliabilities(tally, values, heldOut);
  const trust = Float64Array.from(tally.feature, (feature) => reliable.get(kindOf(tally.features[feature] ?? '')) ?? 0);
  return { values, heldOut, trust };
};
