import { conflict, notFound } from '../errors.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import type { Desk } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import type { LeadEvents } from './lead-events.ts';
import type { Submission } from './submission-entity.ts';
import { findSubmission, reviewSubmission } from './submission-repository.ts';

const getSubmission = async ({ table }: Desk, id: string): Promise<Submission> => {
  const submission = await findSubmission(table, id);
  if (!submission) throw notFound('submission');
  return submission;
};

const review = async (desk: Desk, id: string, state: 'failed' | 'rejected'): Promise<void> => {
  const submission = await getSubmission(desk, id);
  const refusal = conflict('submission-not-quarantined', `The submission is ${submission.state}, not quarantined.`);
  if (submission.state !== 'quarantined') throw refusal;
  const reviewedBy = await actorRef(desk.table, desk.actor);
  try {
    await reviewSubmission(desk.table, { ...submission, state, reviewedBy });
  } catch (error) {
    throw error instanceof ConditionFailed ? refusal : error;
  }
};

/**
 * Lets a quarantined submission through. Until the intake has it, it stands among the failed ones: if its event is lost, it is not lost with it, and can be sent
 * again from there. Errors: `submission-not-found`, `submission-not-quarantined`.
 */
export const releaseSubmission = async (desk: Desk, events: LeadEvents, id: string): Promise<void> => {
  await review(desk, id, 'failed');
  await events.send({ kind: 'submission-received', submissionId: id });
};

/** Keeps a quarantined submission out for good. Errors: `submission-not-found`, `submission-not-quarantined`. */
export const rejectSubmission = (desk: Desk, id: string): Promise<void> => review(desk, id, 'rejected');

/** Sends a failed submission through the intake again. Errors: `submission-not-found`, `submission-not-failed`. */
export const redriveSubmission = async (desk: Desk, events: LeadEvents, id: string): Promise<void> => {
  const { state } = await getSubmission(desk, id);
  if (state !== 'failed') {
    throw conflict('submission-not-failed', `The submission is ${state}; only a failed one is sent again.`);
  }
  await events.send({ kind: 'submission-received', submissionId: id });
};

/** Takes a submission through today's rules again. Errors: `submission-not-found`, `submission-rejected`. */
export const replaySubmission = async (desk: Desk, events: LeadEvents, id: string): Promise<void> => {
  const { state } = await getSubmission(desk, id);
  if (state === 'rejected') throw conflict('submission-rejected', 'The submission was rejected for good.');
  await events.send({ kind: 'submission-replayed', submissionId: id });
};
