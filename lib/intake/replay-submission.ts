import { isDeepStrictEqual } from 'node:util';
import { notFound } from '../errors.ts';
import { getForm } from '../forms/form-repository.ts';
import { feedFields, signalled } from '../leads/lead.ts';
import { leadEntity } from '../leads/lead-entity.ts';
import { followLead } from '../leads/lead-redirect-repository.ts';
import { replaceLead } from '../leads/lead-repository.ts';
import { isOpen } from '../leads/lead-status.ts';
import { scoreChange } from '../leads/score-change.ts';
import { scoreTimerWrites } from '../leads/score-timer.ts';
import { addPastScore } from '../scoring/past-score-repository.ts';
import { stillSuspect } from '../spam/still-suspect.ts';
import { findSubmission, reviewSubmission } from '../submissions/submission-repository.ts';
import { retryOnContention } from '../table/retry.ts';
import { edited } from '../use-case.ts';
import { signalOf } from './lead-writes.ts';
import { fieldsFedBy, mapSubmission, originOfPost } from './map-submission.ts';
import { type Intake, processSubmission } from './process-submission.ts';

/** Today's form reads what was processed before: empty fields of an open lead are filled and the score follows; nothing is counted twice. */
const feedAgain = async (intake: Intake, submissionId: string, leadId: string): Promise<void> =>
  retryOnContention(async () => {
    const { table } = intake;
    const submission = await findSubmission(table, submissionId);
    const lead = await followLead(table, leadId);
    if (!submission || !isOpen(lead.status)) return;
    const form = await getForm(table, submission.formId);
    const told = mapSubmission(form, await fieldsFedBy(form, intake.customFields), submission);
    const origin = originOfPost(form, submission);
    const fed = feedFields(signalled(lead, signalOf({ submission, form, told })), told, origin);
    if (isDeepStrictEqual(leadEntity.toItem(fed), leadEntity.toItem(lead))) return;
    const now = intake.now();
    const scoring = { scorer: await intake.scorers.current(), now };
    const changed = edited(fed, {}, new Date(now).toISOString());
    const { lead: scored, past } = scoreChange(lead, changed, scoring, await intake.scorers.ofVersion(lead.rules));
    await table.transact([
      replaceLead(scored),
      ...(past ? [addPastScore(past)] : []),
      ...scoreTimerWrites(scored, scoring),
    ]);
  });

/**
 * Takes a submission through the rules of today: a suspect that is none any more goes on to the intake, what failed is tried again, and what was processed feeds
 * its lead as the form is now. The same twice changes nothing more. Errors: `submission-not-found`, `form-not-found`.
 */
export const replaySubmission = async (intake: Intake, submissionId: string): Promise<void> => {
  const submission = await findSubmission(intake.table, submissionId);
  if (!submission) throw notFound('submission');
  const { state, formId, leadId } = submission;
  if (state === 'rejected') return;
  if (state === 'processed') {
    if (leadId) await feedAgain(intake, submissionId, leadId);
    return;
  }
  if (state === 'quarantined') {
    const suspicions = stillSuspect(submission.suspicions ?? [], await getForm(intake.table, formId));
    if (suspicions.length > 0) return;
    await reviewSubmission(intake.table, { ...submission, state: 'failed' });
  }
  await processSubmission(intake, submissionId);
};
