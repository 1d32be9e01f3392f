import type { TimelineEntry } from '../activities/timeline-entry-entity.ts';
import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import { notFound } from '../errors.ts';
import { mailboxOf, normalizeEmail } from '../identity/email.ts';
import type { EmailIdentity } from '../identity/email-identity-entity.ts';
import { claimEmail, findEmailIdentity } from '../identity/email-identity-repository.ts';
import { newId } from '../ids.ts';
import { enrichAndScore, type LeadFields, newLead } from '../leads/lead.ts';
import { getLead, insertLead, replaceLead } from '../leads/lead-repository.ts';
import type { RoundRobin } from '../routing/round-robin.ts';
import type { Submission } from '../submissions/submission-entity.ts';
import { findSubmission, markProcessed } from '../submissions/submission-repository.ts';
import { retryOnContention, WORKER_ATTEMPTS } from '../table/retry.ts';
import type { Table, Write } from '../table/table.ts';
import { edited } from '../use-case.ts';
import type { OneByOne } from './one-by-one.ts';

export interface Intake {
  readonly table: Table;
  readonly roundRobin: RoundRobin;
  /** Keeps the submissions of one mailbox apart: a burst of them would otherwise lose its races with itself. */
  readonly oneByOne: OneByOne;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const leadFields = ({ fields }: Submission, email: string): LeadFields => ({
  email,
  firstName: fields['firstName'],
  lastName: fields['lastName'],
  company: fields['company'],
  title: fields['title'],
  phone: fields['phone'],
});

const utmOf = ({ fields }: Submission): Record<string, string> | undefined => {
  const utm = Object.entries(fields).filter(([name]) => name.startsWith('utm_'));
  return utm.length > 0 ? Object.fromEntries(utm) : undefined;
};

const signal = (submission: Submission, partyId: string, on: TimelineEntry['on']): Write =>
  addTimelineEntry({
    id: submission.id,
    kind: 'signal',
    event: 'submission',
    at: submission.receivedAt,
    subject: submission.formId,
    submissionId: submission.id,
    on,
    timeline: partyTimeline(partyId),
  });

/** Somebody new, or a known person without an open lead: a lead, scored and assigned. */
const createLead = async (
  { roundRobin }: Intake,
  submission: Submission,
  email: string,
  known: EmailIdentity | undefined,
  now: string,
): Promise<Write[]> => {
  const lead = newLead({
    id: newId(Date.parse(submission.receivedAt)),
    partyId: known?.partyId,
    fields: leadFields(submission, email),
    source: `form:${submission.formId}`,
    ownerId: await roundRobin.next(),
    utm: utmOf(submission),
    submissionId: submission.id,
    submissionCount: 1,
    hasMessage: submission.fields['message'] ? true : undefined,
    now: submission.receivedAt,
  });
  const { id: leadId, partyId } = lead;
  return [
    markProcessed(submission, { leadId }, now),
    insertLead(lead),
    claimEmail(email, known, { partyId, leadId }),
    ...(known ? [signal(submission, partyId, { type: 'lead', id: leadId })] : []),
  ];
};

/** An open lead hears from the person again: empty fields are filled, nothing is overwritten, the score follows. */
const feedLead = async (
  { table }: Intake,
  submission: Submission,
  email: string,
  leadId: string,
  now: string,
): Promise<Write[]> => {
  const lead = await getLead(table, leadId);
  const offered = leadFields(submission, email);
  const fed = enrichAndScore(
    edited(
      lead,
      {
        firstName: lead.firstName ?? offered.firstName,
        lastName: lead.lastName ?? offered.lastName,
        company: lead.company ?? offered.company,
        title: lead.title ?? offered.title,
        phone: lead.phone ?? offered.phone,
        submissionCount: lead.submissionCount + 1,
        hasMessage: lead.hasMessage || Boolean(submission.fields['message']) || undefined,
      },
      now,
    ),
  );
  return [
    markProcessed(submission, { leadId }, now),
    replaceLead(fed),
    signal(submission, lead.partyId, { type: 'lead', id: leadId }),
  ];
};

/** A contact heard from us before: a signal on their timeline, and never a second lead. */
const signalContact = (submission: Submission, { partyId }: EmailIdentity, contactId: string, now: string): Write[] => [
  markProcessed(submission, { contactId }, now),
  signal(submission, partyId, { type: 'contact', id: contactId }),
];

/**
 * Takes a stored submission to its lead: match or make it, enrich, score, flag, assign, all in one transaction with the mark on the
 * submission, so that the same message twice has the effect of once. Errors: `submission-not-found`.
 */
export const processSubmission = async (intake: Intake, submissionId: string): Promise<void> => {
  let owner: Promise<string | undefined> | undefined;
  const once: Intake = { ...intake, roundRobin: { next: () => (owner ??= intake.roundRobin.next()) } };
  const found = await findSubmission(intake.table, submissionId);
  if (!found) throw notFound('submission');
  const email = normalizeEmail(found.fields['email'] ?? '');
  let read: Submission | undefined = found;
  const step = async (): Promise<void> => {
    const submission = read ?? (await findSubmission(intake.table, submissionId));
    read = undefined;
    if (!submission || submission.state === 'processed') return;
    const known = await findEmailIdentity(intake.table, email);
    const now = new Date(intake.now()).toISOString();
    const writes = known?.contactId
      ? signalContact(submission, known, known.contactId, now)
      : known?.leadId
        ? await feedLead(once, submission, email, known.leadId, now)
        : await createLead(once, submission, email, known, now);
    await intake.table.transact(writes);
  };
  await intake.oneByOne(mailboxOf(email), () => retryOnContention(step, WORKER_ATTEMPTS));
};
