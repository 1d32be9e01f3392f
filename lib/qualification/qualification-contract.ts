import * as z from 'zod';
import { actorRef, instant, recordId, text } from '../contract/fields.ts';

/** The questions of the checklist; authority is optional in the gate. */
export const QUESTIONS = ['fit', 'need', 'timing', 'budget', 'authority'] as const;
export const ANSWERS = ['confirmed', 'denied', 'unknown'] as const;

const given = z.strictObject({
  answer: z.enum(ANSWERS),
  note: text(1000).optional(),
  /** The activity in which it was said. */
  activityId: recordId.optional(),
});

/** Answers to set; a question that is left out stays as it is. */
export const qualificationBody = z.strictObject({
  fit: given.optional(),
  need: given.optional(),
  timing: given.optional(),
  budget: given.optional(),
  authority: given.optional(),
});

const answered = z.object({
  answer: z.enum(ANSWERS),
  note: z.string().nullable(),
  activityId: recordId.nullable(),
  by: actorRef.nullable(),
  at: instant.nullable(),
});

export const qualification = z.object({
  fit: answered,
  need: answered,
  timing: answered,
  budget: answered,
  authority: answered,
});

/** Whether the lead may be converted, and what is still missing: `touch` or a question. */
export const gate = z.object({ passed: z.boolean(), missing: z.array(z.enum(['touch', ...QUESTIONS])) });
