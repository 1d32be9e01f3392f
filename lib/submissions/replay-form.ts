import type { Table } from '../table/table.ts';
import type { LeadEvent, LeadEvents } from './lead-events.ts';
import { submissionsOfDay } from './submission-repository.ts';

type ReplayStep = Extract<LeadEvent, { kind: 'form-replayed' }>;

/** Starts taking the submissions of a form since a moment (ISO 8601) through today's rules, in the background. */
export const startReplay = (events: LeadEvents, formId: string, since: string): Promise<void> => {
  const from = Date.parse(since);
  return events.send({ kind: 'form-replayed', formId, from, shard: 0 });
};

/**
 * One step of a replay: a page of one shard of one day. It announces the form's submissions and then the next step, so that a replay of any length goes on
 * in small pieces, and one that is delivered twice only repeats what has no second effect.
 */
export const stepReplay = async (table: Table, events: LeadEvents, step: ReplayStep, now: number): Promise<void> => {
  const { submissions, next } = await submissionsOfDay(table, step);
  await events.sendAll(
    submissions
      .filter(({ formId }) => formId === step.formId)
      .map(({ id }) => ({ kind: 'submission-replayed' as const, submissionId: id })),
  );
  if (next.from <= now) await events.send({ ...step, ...next });
};
