import * as z from 'zod';
import { actorRef } from '../contract/fields.ts';

/** What somebody may say of a score. */
export const SCORE_VERDICTS = ['right', 'too-high', 'too-low'] as const;

export const scoreJudgementSchema = z.object({
  verdict: z.enum(SCORE_VERDICTS),
  reason: z.string().optional(),
  /** The score that was judged. */
  score: z.number(),
  by: actorRef,
  /** ISO 8601. */
  at: z.string(),
});

/** A rep's word on a score. */
export type ScoreJudgement = z.output<typeof scoreJudgementSchema>;
