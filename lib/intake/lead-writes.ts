import { getAccount, replaceAccount } from '../accounts/account-repository.ts';
import { partyTimeline, type TimelineEntry } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry, TIMELINE_WRITE } from '../activities/timeline-repository.ts';
import { addConsent } from '../consent/consent-repository.ts';
import { getContact } from '../contacts/contact-repository.ts';
import type { Form } from '../forms/form.ts';
import type { EmailIdentity } from '../identity/email-identity-entity.ts';
import { claimEmail } from '../identity/email-identity-repository.ts';
import { idOf, timeOfId } from '../ids.ts';
import { feedFields, newLead, partyOfAddress, signalled } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { followLead } from '../leads/lead-redirect-repository.ts';
import { insertLead, LEAD_WRITE, replaceLead } from '../leads/lead-repository.ts';
import { type Scoring, scoreChange } from '../leads/score-change.ts';
import { keepScoreTimer } from '../leads/score-timer.ts';
import { promiseFor } from '../promises/response-promise.ts';
import type { Assigned, Router } from '../routing/router.ts';
import { keepPastScore } from '../scoring/past-score-repository.ts';
import type { Scorers } from '../scoring/scoring-settings.ts';
import type { Signal } from '../scoring/signal.ts';
import type { Submission } from '../submissions/submission-entity.ts';
import type { Table, Write } from '../table/table.ts';
import { keepTimer } from '../timers/timer-repository.ts';
import { edited } from '../use-case.ts';
import { originOfPost, type Told } from './map-submission.ts';

/** A submission that is being processed, with all that was read for it. */
export interface Case {
  readonly table: Table;
  readonly router: Router;
  readonly submission: Submission;
  readonly form: Form;
  readonly told: Told;
  /** Whose the address is, as far as it is known. */
  readonly known: EmailIdentity | undefined;
  /** The rules by which leads are and were scored. */
  readonly scorers: Scorers;
  /** ISO 8601. */
  readonly now: string;
}

/** What a submission comes to: the writes, and the record that it is marked with afterwards. */
export interface Outcome {
  readonly writes: Write[];
  readonly became: { readonly leadId: string } | { readonly contactId: string };
  /** The write that is there already, and fails, when the same submission comes again: what it makes is named after the submission. */
  readonly guard: string;
  /** The lead that it made, as it was then: its owner may want to hear of it. */
  readonly made?: Lead | undefined;
}

const signalEntry = ({ submission, form }: Case, partyId: string, on: TimelineEntry['on']): Write =>
  addTimelineEntry({
    id: submission.id,
    kind: 'signal',
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

/** The id of the lead that a submission makes, whoever works on it and however often. */
const idOfLead = ({ id }: Submission): string => idOf(timeOfId(id), id);

/** The post, as rules look at it. */
export const signalOf = ({ submission, form, told }: Pick<Case, 'submission' | 'form' | 'told'>): Signal => ({
  form: form.id,
  page: submission.attribution?.landingPage,
  campaign: submission.attribution?.parameters?.['utm_campaign'],
  message: told.hasMessage || undefined,
  at: timeOfId(submission.id),
});

const scoringOf = async ({ scorers, now }: Case): Promise<Scoring> => ({
  scorer: await scorers.current(),
  now: Date.parse(now),
});

/** The lead with what its rule promises, whose timer is set before the lead is there: without the lead it does nothing. */
const withPromise = async ({ table, now }: Case, lead: Lead, { promised, calendar }: Assigned): Promise<Lead> => {
  if (!promised) return lead;
  const { lead: promising, timer } = promiseFor(lead, promised, calendar, Date.parse(now));
  await keepTimer(table, timer, Date.parse(now));
  return promising;
};

/** Somebody new, or a known person without an open lead: a lead, scored and assigned. */
export const createLead = async (one: Case): Promise<Outcome> => {
  const { submission, form, told, known } = one;
  const scoring = await scoringOf(one);
  const unowned = newLead(
    {
      id: idOfLead(submission),
      partyId: known?.partyId,
      fields: told.fields,
      custom: Object.keys(told.custom).length > 0 ? told.custom : undefined,
      tags: told.tags.length > 0 ? [...told.tags] : undefined,
      source: `form:${form.id}`,
      ownerId: undefined,
      submissionId: submission.id,
      submissionCount: 1,
      signal: signalOf(one),
      now: submission.receivedAt,
    },
    scoring,
  );
  await keepScoreTimer(one.table, unowned, scoring);
  const assigned = await one.router.assign(unowned);
  const lead = await withPromise(one, { ...unowned, ...assigned.lead }, assigned);
  const { id: leadId, partyId } = lead;
  const writes = [
    insertLead(lead),
    claimEmail(told.fields.email, known, { partyId, leadId }),
    ...(known ? [signalEntry(one, partyId, { type: 'lead', id: leadId })] : []),
    ...consents(one, partyId),
  ];
  return { writes, became: { leadId }, guard: LEAD_WRITE, made: lead };
};

/** An open lead hears from the person again: empty fields are filled, nothing is overwritten, the score follows. */
export const feedLead = async (one: Case, leadId: string): Promise<Outcome> => {
  const { table, submission, form, known, now } = one;
  const lead = await followLead(table, leadId);
  const became = { leadId: lead.id };
  // It made this lead, or one that was merged into it since, and only the mark was lost.
  const isMade = lead.submissionId === submission.id;
  const made = idOfLead(submission);
  if (isMade || lead.merges?.some((merge) => merge.leadId === made)) {
    return { writes: [], became, guard: LEAD_WRITE, made: isMade && lead.version === 1 ? lead : undefined };
  }
  const partyId = partyOfAddress(lead, known);
  const change = { submissionCount: lead.submissionCount + 1, lastSubmissionId: submission.id };
  const told = edited(lead, change, now);
  const fed = feedFields(signalled(told, signalOf(one)), one.told, originOfPost(form, submission));
  const scoring = await scoringOf(one);
  const { lead: scored, past } = scoreChange(lead, fed, scoring, await one.scorers.ofVersion(lead.rules));
  await keepScoreTimer(table, scored, scoring);
  // Before the transaction and not in it, which would cost twice as much.
  if (past) await keepPastScore(table, past);
  const writes = [
    replaceLead(scored),
    signalEntry(one, partyId, { type: 'lead', id: lead.id }),
    ...consents(one, partyId),
  ];
  return { writes, became, guard: TIMELINE_WRITE };
};

/** A contact heard from us before: a signal on their timeline, a hint of a repeat sale on their account, and never a second lead. */
export const signalContact = async (one: Case, { partyId }: EmailIdentity, contactId: string): Promise<Outcome> => {
  const { table, submission, now } = one;
  const { accountId } = await getContact(table, contactId);
  const account = await getAccount(table, accountId);
  const hint = { at: submission.receivedAt, contactId, submissionId: submission.id };
  const writes = [
    signalEntry(one, partyId, { type: 'contact', id: contactId }),
    replaceAccount(edited(account, { repeatSaleHint: hint }, now)),
    ...consents(one, partyId),
  ];
  return { writes, became: { contactId }, guard: TIMELINE_WRITE };
};
