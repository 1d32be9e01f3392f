import * as z from 'zod';

const ready = z.object({
  /** Of a hundred leads that looked like this one when they came in, the share that converted; above 0 and below 1. */
  probability: z.number(),
  /** `base` and the points of all factors add up to it. */
  score: z.number().int().min(0).max(100),
  /** The score of a lead of which nothing is known. */
  base: z.number().int(),
  /** The strongest first. */
  factors: z.array(z.object({ label: z.string(), points: z.number().int() })),
  /** The leads it was learned from. */
  basis: z.object({ won: z.number().int(), lost: z.number().int() }),
});

const notEnough = z.object({
  /** The leads there are, and how many of each it takes. */
  notEnough: z.object({ won: z.number().int(), lost: z.number().int(), needed: z.number().int() }),
});

/** What the owner's own converted and disqualified leads say of one lead, or how far they are from saying something. */
export const learnedScoreAnswer = z.union([ready, notEnough]);

export type LearnedScoreAnswer = z.output<typeof learnedScoreAnswer>;
