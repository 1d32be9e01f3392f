import type { Lead } from '../leads/lead-queries.ts';

export type Question = keyof Lead['qualification'];
export type Answered = Lead['qualification'][Question];
export type AnswerWord = Answered['answer'];

/** The questions of the checklist in the order in which they are asked, with what each one means. */
export const QUESTIONS = [
  { id: 'fit', label: 'Fit', asks: 'Is it the right kind of company for us?' },
  { id: 'need', label: 'Need', asks: 'Do they have the problem that we solve?' },
  { id: 'timing', label: 'Timing', asks: 'Do they want to solve it now?' },
  { id: 'budget', label: 'Budget', asks: 'Can they afford it?' },
  { id: 'authority', label: 'Authority', asks: 'Does this person decide? Optional.' },
] as const satisfies readonly { id: Question; label: string; asks: string }[];

/** The answers in the order in which they are offered. */
export const ANSWERS = [
  { id: 'confirmed', label: 'Yes', icon: 'check' },
  { id: 'denied', label: 'No', icon: 'cross' },
  { id: 'unknown', label: 'Unknown', icon: 'question' },
] as const satisfies readonly { id: AnswerWord; label: string; icon: string }[];

/** What a rep still has to do before a lead may be converted. */
export const MISSING_WORDS: Readonly<Record<Lead['gate']['missing'][number], string>> = {
  touch: 'speak to the person and log it',
  fit: 'confirm the fit',
  need: 'confirm the need',
  timing: 'confirm the timing',
  budget: 'confirm the budget',
  authority: 'confirm that the person decides',
};
