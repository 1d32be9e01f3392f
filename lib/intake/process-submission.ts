import { notFound } from '../errors.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import type { Form } from '../forms/form.ts';
import { mailboxOf } from '../identity/email.ts';
import { findEmailIdentity } from '../identity/email-identity-repository.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { LEAD_WRITE } from '../leads/lead-repository.ts';
import type { Assigned, Router } from '../routing/router.ts';
import type { Scorers } from '../scoring/scoring-settings.ts';
import type { Submission } from '../submissions/submission-entity.ts';
import { findSubmission, markProcessed } from '../submissions/submission-repository.ts';
import { retryOnContention, WORKER_ATTEMPTS } from '../table/retry.ts';
import type { Table } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { type Case, createLead, feedLead, type Outcome, signalContact } from './lead-writes.ts';
import { fieldsFedBy, mapSubmission } from './map-submission.ts';
import type { OneByOne } from './one-by-one.ts';

export interface Intake {
  readonly table: Table;
  readonly router: Router;
  /** Keeps the submissions of one mailbox apart: a burst of them would otherwise lose its races with itself. */
  readonly oneByOne: OneByOne;
  /** The form as the submission answered it. */
  readonly formOf: (formId: string, version: number) => Promise<Form>;
  /** The custom fields as they are now. */
  readonly customFields: () => Promise<readonly FieldDefinition[]>;
  readonly scorers: Scorers;
  /** Asks the person by mail to confirm what they consented to; at least once, before the submission counts as processed. */
  readonly askToConfirm: (submission: Submission, form: Form, email: string) => Promise<void>;
  /** Has the company of a new lead looked up, where that is wanted; it never fails. */
  readonly enrich: (lead: { readonly id: string; readonly email: string }) => Promise<void>;
  /** Tells the owner of a new lead, if they want to know; once, however often it is called. */
  readonly tellOwner: (lead: Lead) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const hasConsents = ({ consents = {} }: Submission): boolean => Object.keys(consents).length > 0;

/** Suspects wait for a person, and what was rejected stays out. */
const isToProcess = ({ state }: Submission): boolean => state === 'received' || state === 'failed';

/** Writes what a submission comes to, at most once: what it makes is named after it, so that a repetition finds it there. */
const writeOnce = async (table: Table, { writes, guard }: Outcome): Promise<void> => {
  if (writes.length === 0) return;
  try {
    await table.transact(writes);
  } catch (error) {
    if (!(error instanceof ConditionFailed) || !error.labels.includes(guard)) throw error;
  }
};

/**
 * Takes a stored submission to its lead: match or make it, enrich, score, flag, assign, all in one transaction, and then marks the submission. The same message twice, or
 * once more after the mark was lost, has the effect of once. Errors: `submission-not-found`.
 */
export const processSubmission = async (intake: Intake, submissionId: string): Promise<void> => {
  const { table } = intake;
  let assigned: Promise<Assigned> | undefined;
  const router: Router = { assign: (lead) => (assigned ??= intake.router.assign(lead)) };
  const found = await findSubmission(table, submissionId);
  if (!found) throw notFound('submission');
  if (!isToProcess(found)) return;
  const form = await intake.formOf(found.formId, found.formVersion);
  const told = mapSubmission(form, await fieldsFedBy(form, intake.customFields), found);
  const { email } = told.fields;
  if (form.doubleOptIn && hasConsents(found)) await intake.askToConfirm(found, form, email);

  let read: Submission | undefined = found;
  const step = async (): Promise<void> => {
    const submission = read ?? (await findSubmission(table, submissionId));
    read = undefined;
    if (!submission || !isToProcess(submission)) return;
    const known = await findEmailIdentity(table, email);
    const now = new Date(intake.now()).toISOString();
    const one: Case = { table, router, submission, form, told, known, scorers: intake.scorers, now };
    const outcome = known?.contactId
      ? await signalContact(one, known, known.contactId)
      : known?.leadId
        ? await feedLead(one, known.leadId)
        : await createLead(one);
    await writeOnce(table, outcome);
    if (outcome.made) await intake.tellOwner(outcome.made);
    await markProcessed(table, submission, outcome.became, new Date(intake.now()).toISOString());
    if (outcome.guard === LEAD_WRITE && 'leadId' in outcome.became) {
      await intake.enrich({ id: outcome.became.leadId, email });
    }
  };
  await intake.oneByOne(mailboxOf(email), () => retryOnContention(step, WORKER_ATTEMPTS));
};
