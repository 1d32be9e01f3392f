import { getAccount, replaceAccount } from '../accounts/account-repository.ts';
import { partyTimeline, type TimelineEntry } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import { addConsent } from '../consent/consent-repository.ts';
import { getContact } from '../contacts/contact-repository.ts';
import type { Form } from '../forms/form.ts';
import type { EmailIdentity } from '../identity/email-identity-entity.ts';
import { claimEmail } from '../identity/email-identity-repository.ts';
import { newId, timeOfId } from '../ids.ts';
import { feedFields, newLead } from '../leads/lead.ts';
import { getLead, insertLead, replaceLead } from '../leads/lead-repository.ts';
import type { RoundRobin } from '../routing/round-robin.ts';
import type { Submission } from '../submissions/submission-entity.ts';
import { markProcessed } from '../submissions/submission-repository.ts';
import type { Table, Write } from '../table/table.ts';
import { edited } from '../use-case.ts';
import type { Told } from './map-submission.ts';

/** A submission that is being processed, with all that was read for it. */
export interface Case {
  readonly table: Table;
  readonly roundRobin: RoundRobin;
  readonly submission: Submission;
  readonly form: Form;
  readonly told: Told;
  /** Whose the address is, as far as it is known. */
  readonly known: EmailIdentity | undefined;
  /** ISO 8601. */
  readonly now: string;
}

const signal = ({ submission, form }: Case, partyId: string, on: TimelineEntry['on']): Write =>
  addTimelineEntry({
    id: submission.id,
    kind: 'signal',
    event: 'submission',
    at: submission.receivedAt,
    subject: form.name,
    submissionId: submission.id,
    on,
    timeline: partyTimeline(partyId),
  });

/** The consents of a submission as entries of the person's ledger; where the form asks for a confirmation, they wait for it. */
const consents = ({ submission, form }: Case, partyId: string): Write[] =>
  Object.entries(submission.consents ?? {}).map(([purpose, wordingHash]) =>
    addConsent({
      id: submission.id,
      partyId,
      purpose,
      state: form.doubleOptIn ? 'pending' : 'given',
      wordingHash,
      formId: form.id,
      formVersion: submission.formVersion,
      at: submission.receivedAt,
      submissionId: submission.id,
    }),
  );

/** Somebody new, or a known person without an open lead: a lead, scored and assigned. */
export const createLead = async (one: Case): Promise<Write[]> => {
  const { submission, form, told, known, now } = one;
  const lead = newLead({
    id: newId(timeOfId(submission.id)),
    partyId: known?.partyId,
    fields: told.fields,
    custom: Object.keys(told.custom).length > 0 ? told.custom : undefined,
    tags: told.tags.length > 0 ? [...told.tags] : undefined,
    source: `form:${form.id}`,
    ownerId: await one.roundRobin.next(),
    submissionId: submission.id,
    submissionCount: 1,
    hasMessage: told.hasMessage || undefined,
    now: submission.receivedAt,
  });
  const { id: leadId, partyId } = lead;
  return [
    markProcessed(submission, { leadId }, now),
    insertLead(lead),
    claimEmail(told.fields.email, known, { partyId, leadId }),
    ...(known ? [signal(one, partyId, { type: 'lead', id: leadId })] : []),
    ...consents(one, partyId),
  ];
};

/** An open lead hears from the person again: empty fields are filled, nothing is overwritten, the score follows. */
export const feedLead = async (one: Case, leadId: string): Promise<Write[]> => {
  const { table, submission, told, now } = one;
  const lead = await getLead(table, leadId);
  const fed = edited(lead, { submissionCount: lead.submissionCount + 1, lastSubmissionId: submission.id }, now);
  return [
    markProcessed(submission, { leadId }, now),
    replaceLead(feedFields(fed, told)),
    signal(one, lead.partyId, { type: 'lead', id: leadId }),
    ...consents(one, lead.partyId),
  ];
};

/** A contact heard from us before: a signal on their timeline, a hint of a repeat sale on their account, and never a second lead. */
export const signalContact = async (one: Case, { partyId }: EmailIdentity, contactId: string): Promise<Write[]> => {
  const { table, submission, now } = one;
  const { accountId } = await getContact(table, contactId);
  const account = await getAccount(table, accountId);
  const hint = { at: submission.receivedAt, contactId, submissionId: submission.id };
  return [
    markProcessed(submission, { contactId }, now),
    signal(one, partyId, { type: 'contact', id: contactId }),
    replaceAccount(edited(account, { repeatSaleHint: hint }, now)),
    ...consents(one, partyId),
  ];
};
