import * as z from 'zod';
import { actorRefSchema } from '../users/actor.ts';
import { ANSWERS, QUESTIONS } from './qualification-contract.ts';

const answerSchema = z.object({
  answer: z.enum(ANSWERS),
  note: z.string().optional(),
  activityId: z.string().optional(),
  by: actorRefSchema,
  at: z.string(),
});

/** What a rep confirmed in conversations; a question that nobody asked yet is absent. */
export const qualificationSchema = z.partialRecord(z.enum(QUESTIONS), answerSchema);

/** The questions in the order in which they are asked. */
export const QUESTION_LIST: readonly Question[] = QUESTIONS;

export type Question = (typeof QUESTIONS)[number];
export type Qualification = z.output<typeof qualificationSchema>;
export type Answer = z.output<typeof answerSchema>;

/** The default gate (features: Q1): make contact, and confirm the right industry, the need and the means. */
export const GATE: readonly Question[] = ['fit', 'need', 'budget'];

export interface GateResult {
  readonly passed: boolean;
  readonly missing: ('touch' | Question)[];
}

/** Whether somebody spoke to the person and heard the answers that the gate asks for. */
export const checkGate = (touched: boolean, qualification: Qualification | undefined): GateResult => {
  const unconfirmed = GATE.filter((question) => qualification?.[question]?.answer !== 'confirmed');
  const missing = [...(touched ? [] : (['touch'] as const)), ...unconfirmed];
  return { passed: missing.length === 0, missing };
};
