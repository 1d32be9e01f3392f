import { getAccount, replaceAccount } from '../accounts/account-repository.ts';
import { partyTimeline, type TimelineEntry } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry, TIMELINE_WRITE } from '../activities/timeline-repository.ts';
import { addConsent } from '../consent/consent-repository.ts';
import { getContact } from '../contacts/contact-repository.ts';
import type { Form } from '../forms/form.ts';
import type { EmailIdentity } from '../identity/email-identity-entity.ts';
import { claimEmail } from '../identity/email-identity-repository.ts';
import { idOf, timeOfId } from '../ids.ts';
import { feedFields, newLead } from '../leads/lead.ts';
import { getLead, insertLead, LEAD_WRITE, replaceLead } from '../leads/lead-repository.ts';
import type { RoundRobin } from '../routing/round-robin.ts';
import type { Submission } from '../submissions/submission-entity.ts';
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

/** What a submission comes to: the writes, and the record that it is marked with afterwards. */
export interface Outcome {
  readonly writes: Write[];
  readonly became: { readonly leadId: string } | { readonly contactId: string };
  /** The write that is there already, and fails, when the same submission comes again: what it makes is named after the submission. */
  readonly guard: string;
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
export const createLead = async (one: Case): Promise<Outcome> => {
  const { submission, form, told, known } = one;
  const lead = newLead({
    id: idOf(timeOfId(submission.id), submission.id),
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
  const writes = [
    insertLead(lead),
    claimEmail(told.fields.email, known, { partyId, leadId }),
    ...(known ? [signal(one, partyId, { type: 'lead', id: leadId })] : []),
    ...consents(one, partyId),
  ];
  return { writes, became: { leadId }, guard: LEAD_WRITE };
};

/** An open lead hears from the person again: empty fields are filled, nothing is overwritten, the score follows. */
export const feedLead = async (one: Case, leadId: string): Promise<Outcome> => {
  const { table, submission, told, now } = one;
  const lead = await getLead(table, leadId);
  // It made this lead, and only the mark was lost.
  if (lead.submissionId === submission.id) return { writes: [], became: { leadId }, guard: LEAD_WRITE };
  const fed = edited(lead, { submissionCount: lead.submissionCount + 1, lastSubmissionId: submission.id }, now);
  const writes = [
    replaceLead(feedFields(fed, told)),
    signal(one, lead.partyId, { type: 'lead', id: leadId }),
    ...consents(one, lead.partyId),
  ];
  return { writes, became: { leadId }, guard: TIMELINE_WRITE };
};

/** A contact heard from us before: a signal on their timeline, a hint of a repeat sale on their account, and never a second lead. */
export const signalContact = async (one: Case, { partyId }: EmailIdentity, contactId: string): Promise<Outcome> => {
  const { table, submission, now } = one;
  const { accountId } = await getContact(table, contactId);
  const account = await getAccount(table, accountId);
  const hint = { at: submission.receivedAt, contactId, submissionId: submission.id };
  const writes = [
    signal(one, partyId, { type: 'contact', id: contactId }),
    replaceAccount(edited(account, { repeatSaleHint: hint }, now)),
    ...consents(one, partyId),
  ];
  return { writes, became: { contactId }, guard: TIMELINE_WRITE };
};
