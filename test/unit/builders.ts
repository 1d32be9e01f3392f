import type { Account } from '../../lib/accounts/account-entity.ts';
import type { LastTouch } from '../../lib/activities/last-touch.ts';
import { partyTimeline, type TimelineEntry } from '../../lib/activities/timeline-entry-entity.ts';
import type { Contact } from '../../lib/contacts/contact-entity.ts';
import { newId } from '../../lib/ids.ts';
import { newLead } from '../../lib/leads/lead.ts';
import type { LeadDesk } from '../../lib/leads/lead-desk.ts';
import type { Lead } from '../../lib/leads/lead-entity.ts';
import type { Scoring } from '../../lib/leads/score-change.ts';
import type { Opportunity } from '../../lib/opportunities/opportunity-entity.ts';
import type { Qualification } from '../../lib/qualification/qualification.ts';
import { DEFAULT_SCORING } from '../../lib/scoring/default-scoring.ts';
import { compileScoring } from '../../lib/scoring/scorer.ts';
import type { Scorers } from '../../lib/scoring/scoring-settings.ts';
import type { Submission } from '../../lib/submissions/submission-entity.ts';
import type { Table } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import type { User } from '../../lib/users/user-entity.ts';

/** The moment at which all tests happen, in milliseconds since the epoch and in ISO 8601. */
export const NOW = Date.parse('2026-03-02T09:30:00.000Z');
export const AT = new Date(NOW).toISOString();

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;

/** A moment so many milliseconds after all tests happen, in ISO 8601. */
export const later = (milliseconds: number): string => new Date(NOW + milliseconds).toISOString();

export const ADA = { id: 'user-ada', name: 'Ada Reyes' };

export const anActor = (changes: Partial<Actor> = {}): Actor => ({
  id: ADA.id,
  role: 'rep',
  username: 'ada',
  ...changes,
});

export const aDesk = (table: Table, changes: Partial<LeadDesk> = {}): LeadDesk => ({
  scorers: SCORERS,
  table,
  actor: anActor(),
  now: () => NOW,
  ...changes,
});

export const aUser = (changes: Partial<User> = {}): User => ({
  id: ADA.id,
  name: ADA.name,
  email: 'ada@sluice.example',
  role: 'rep',
  active: true,
  version: 1,
  ...changes,
});

export const aTouch = (changes: Partial<LastTouch> = {}): LastTouch => ({ at: AT, kind: 'call', by: ADA, ...changes });

/** The checklist with the three answers that the gate asks for. */
export const aQualification = (changes: Qualification = {}): Qualification => ({
  fit: { answer: 'confirmed', by: ADA, at: AT },
  need: { answer: 'confirmed', by: ADA, at: AT },
  budget: { answer: 'confirmed', by: ADA, at: AT },
  ...changes,
});

/** The rules that an installation starts with, at the moment of the tests. */
export const SCORER = compileScoring(DEFAULT_SCORING, 0);
export const SCORING: Scoring = { scorer: SCORER, now: NOW };
export const SCORERS: Scorers = { current: async () => SCORER, ofVersion: async () => SCORER };

/** A lead that came in by the form and was scored; what is changed is not scored again. */
export const aLead = ({ id = newId(NOW), ...changes }: Partial<Lead> = {}): Lead => ({
  ...newLead(
    {
      id,
      fields: { email: 'mia@acme.example', firstName: 'Mia', lastName: 'Stone', company: 'Acme' },
      source: 'form:demo',
      ownerId: ADA.id,
      submissionCount: 1,
      signal: { at: NOW, form: 'demo' },
      now: AT,
    },
    SCORING,
  ),
  ...changes,
});

/** A lead that may be converted. */
export const aQualifiedLead = (changes: Partial<Lead> = {}): Lead =>
  aLead({ status: 'qualified', lastTouch: aTouch(), qualification: aQualification(), version: 3, ...changes });

export const aSubmission = ({ id = newId(NOW), ...changes }: Partial<Submission> = {}): Submission => ({
  id,
  formId: 'demo',
  formVersion: 1,
  state: 'received',
  receivedAt: AT,
  fields: { email: 'mia@acme.example', firstName: 'Mia', company: 'Acme' },
  ...changes,
});

export const anAccount = ({ id = newId(NOW), ...changes }: Partial<Account> = {}): Account => ({
  id,
  name: 'Acme',
  domain: 'acme.example',
  status: 'prospect',
  ownerId: ADA.id,
  createdAt: AT,
  updatedAt: AT,
  version: 1,
  ...changes,
});

export const aContact = ({ id = newId(NOW), ...changes }: Partial<Contact> = {}): Contact => ({
  id,
  partyId: id,
  accountId: newId(NOW),
  firstName: 'Mia',
  lastName: 'Stone',
  email: 'mia@acme.example',
  createdAt: AT,
  updatedAt: AT,
  version: 1,
  ...changes,
});

export const anOpportunity = ({ id = newId(NOW), ...changes }: Partial<Opportunity> = {}): Opportunity => ({
  id,
  accountId: newId(NOW),
  name: 'Acme',
  kind: 'new',
  pipelineId: 'sales',
  stage: 'discovery',
  ownerId: ADA.id,
  createdAt: AT,
  updatedAt: AT,
  version: 1,
  ...changes,
});

export const aTimelineEntry = ({ id = newId(NOW), ...changes }: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id,
  kind: 'call',
  at: AT,
  by: ADA,
  subject: 'First call',
  on: { type: 'lead', id: newId(NOW) },
  timeline: partyTimeline(newId(NOW)),
  ...changes,
});
