import * as z from 'zod';
import { actorRef } from '../contract/fields.ts';

/** Why a lead is given up, in the words of qualification: no fit, no need, no budget, the wrong time or person; and what is no lead at all. */
export const DISQUALIFY_REASONS = [
  'no-fit',
  'no-need',
  'no-budget',
  'bad-timing',
  'wrong-person',
  'not-reachable',
  'chose-competitor',
  'duplicate',
  'not-serious',
] as const;

export const disqualificationSchema = z.object({
  reason: z.enum(DISQUALIFY_REASONS),
  note: z.string().optional(),
  by: actorRef,
  /** ISO 8601. */
  at: z.string(),
});
