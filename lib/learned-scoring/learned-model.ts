import * as z from 'zod';
import { calibrate } from './calibrate.ts';
import { evidenceOf } from './evidence.ts';
import { netEvidence } from './net-evidence.ts';
import type { OutcomeCounts } from './outcome-counts.ts';
import { at, tallyOf } from './tally.ts';

/** What was learned, ready to score leads with: a sum of contributions, in log-odds. */
export const learnedModelSchema = z.object({
  version: z.literal(1),
  /** The leads it was learned from. */
  converted: z.number().int(),
  other: z.number().int(),
  /** The log-odds of a lead of which nothing is known. */
  intercept: z.number(),
  /** What each value (`feature=value`) adds; what adds nothing is left out. */
  contributions: z.record(z.string(), z.number()),
});
export type LearnedModel = z.output<typeof learnedModelSchema>;

/**
 * Converted leads, and as many that were not, below which there is no score. With 40 of each, what is learned of a value that half of them have is uncertain by
 * 0.45 log-odds (√(4/20)), so that a doubling of the odds (0.69) only begins to show; with fewer a
 * score would be made up.
 */
export const LEAST_OF_EACH = 40;

/** A model, or how much there is of what it takes. */
export type Learned =
  | { readonly state: 'ready'; readonly model: LearnedModel }
  | { readonly state: 'not-enough-data'; readonly converted: number; readonly other: number; readonly least: number };

/** What the outcomes so far teach; a function of the counts alone, some milliseconds for a hundred values. */
export const learnModel = (counts: OutcomeCounts): Learned => {
  const [other, converted] = counts.total;
  if (Math.min(other, converted) < LEAST_OF_EACH) {
    return { state: 'not-enough-data', converted, other, least: LEAST_OF_EACH };
  }
  const tally = tallyOf(counts);
  const { values, heldOut, trust } = evidenceOf(tally);
  const net = netEvidence(tally, values);
  const believed = (contribution: number, place: number): number => at(trust, place) * contribution;
  const without = (row: Float64Array) =>
    net.map((value, place) => believed(value + at(row, place) - at(values, place), place));
  const { slope, intercept } = calibrate(tally, [without(heldOut[0]), without(heldOut[1])]);
  const contributions = Object.fromEntries(
    tally.names
      .map((name, place) => [name, slope * believed(at(net, place), place)] as const)
      .filter(([, contribution]) => contribution !== 0),
  );
  return { state: 'ready', model: { version: 1, converted, other, intercept, contributions } };
};
