import * as z from 'zod';
import { defineEntity, type Key } from '../table/item.ts';

/** How a lead ended; `open` for one that was closed and is open again. */
export const OUTCOMES = ['won', 'lost', 'open'] as const;
export type LeadEnd = (typeof OUTCOMES)[number];

const schema = z.object({
  leadId: z.string(),
  /** What was known when the lead came in, as it was when it first ended: it is learned, and taken back, just so. */
  features: z.record(z.string(), z.string()),
  outcome: z.enum(OUTCOMES),
  /** What the counts have of it, and since which fold. */
  counted: z.object({ outcome: z.enum(['won', 'lost']), fold: z.number() }).optional(),
  version: z.number(),
});

/** What a lead teaches: how it ended, and how much of that is learned. */
export type LeadOutcome = z.output<typeof schema>;

/** Whether the counts have yet to follow. */
export const isPending = ({ outcome, counted }: LeadOutcome): boolean => (counted?.outcome ?? 'open') !== outcome;

/** The outcomes that the counts have yet to follow, as a partition of `byList`; they come one by one, as people close leads. */
export const PENDING_OUTCOMES = 'OUTCOMES#pending';

/** Where the outcome of a lead is. */
export const leadOutcomeKey = (leadId: string): Key => ({ pk: `OUTCOME#${leadId}`, sk: 'OUTCOME' });

export const leadOutcomeEntity = defineEntity({
  type: 'lead-outcome',
  version: 1,
  schema,
  keys: (one) => ({
    ...leadOutcomeKey(one.leadId),
    ...(isPending(one) && { listKey: PENDING_OUTCOMES, listSort: one.leadId }),
  }),
});
