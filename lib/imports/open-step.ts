import type { OpenStep } from './open-step-entity.ts';

/** Milliseconds that a step has before it is sent again; doubled with each time. */
const PATIENCE = 30_000;
/** From then on it is sent again about every 17 hours: the dead-letter queue has long rung, and a person has to look. */
const MOST_DOUBLINGS = 11;

/** A step that is about to be sent for the first time. */
export const newStep = (importId: string, step: OpenStep['step'], run: number, now: number): OpenStep => ({
  importId,
  step,
  run,
  dueAt: now + PATIENCE,
  sent: 1,
});

/** The step as it is sent once more. */
export const sentAgain = (open: OpenStep, now: number): OpenStep => ({
  ...open,
  dueAt: now + PATIENCE * 2 ** Math.min(open.sent, MOST_DOUBLINGS),
  sent: open.sent + 1,
});
