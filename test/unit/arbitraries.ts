import fc from 'fast-check';
import { ACCOUNT_STATUSES } from '../../lib/accounts/account-contract.ts';
import type { Account } from '../../lib/accounts/account-entity.ts';
import type { DomainIdentity } from '../../lib/accounts/domain-identity-entity.ts';
import { ACTIVITY_KINDS, TOUCH_KINDS } from '../../lib/activities/activity-contract.ts';
import type { LastTouch } from '../../lib/activities/last-touch.ts';
import type { TimelineEntry } from '../../lib/activities/timeline-entry-entity.ts';
import type { Contact } from '../../lib/contacts/contact-entity.ts';
import type { Conversion } from '../../lib/conversion/conversion.ts';
import type { EmailIdentity } from '../../lib/identity/email-identity-entity.ts';
import { newId } from '../../lib/ids.ts';
import type { Lead } from '../../lib/leads/lead-entity.ts';
import { LEAD_STATUSES } from '../../lib/leads/lead-status.ts';
import { OPPORTUNITY_KINDS } from '../../lib/opportunities/opportunity-contract.ts';
import type { Opportunity } from '../../lib/opportunities/opportunity-entity.ts';
import { STAGE_IDS } from '../../lib/opportunities/pipeline.ts';
import type { Qualification } from '../../lib/qualification/qualification.ts';
import { ANSWERS } from '../../lib/qualification/qualification-contract.ts';
import { DEFAULT_RULES } from '../../lib/scoring/default-rules.ts';
import type { IdempotencyRecord } from '../../lib/submissions/idempotency-entity.ts';
import { PUBLIC_STATES } from '../../lib/submissions/submission-contract.ts';
import type { Submission } from '../../lib/submissions/submission-entity.ts';
import { ROLES } from '../../lib/users/role.ts';
import type { User } from '../../lib/users/user-entity.ts';
import { NOW } from './builders.ts';

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
/** A name that a form gives a field; the form's schema refuses all others. */
const fieldName = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,11}$/);
const moment = fc.nat({ max: 2 * NOW });
const id = moment.map(newId);
const at = moment.map((milliseconds) => new Date(milliseconds).toISOString());
const email = fc.stringMatching(/^[a-z0-9]{1,8}@[a-z]{2,8}\.example$/);
const by = fc.record({ id: word, name: word });
const version = fc.integer({ min: 1, max: 1_000_000 });
const record = { createdAt: at, updatedAt: at, version };
const REQUIRED = ['createdAt', 'updatedAt', 'version'] as const;

const touch: fc.Arbitrary<LastTouch> = fc.record({ at, kind: fc.constantFrom(...TOUCH_KINDS), by });

const answer = fc.record(
  { answer: fc.constantFrom(...ANSWERS), note: word, activityId: id, by, at },
  { requiredKeys: ['answer', 'by', 'at'] },
);
const qualification: fc.Arbitrary<Qualification> = fc.record(
  { fit: answer, need: answer, timing: answer, budget: answer, authority: answer },
  { requiredKeys: [] },
);

const conversion: fc.Arbitrary<Conversion> = fc.record(
  {
    leadId: id,
    accountId: id,
    contactId: id,
    opportunityId: id,
    accountCreated: fc.boolean(),
    at,
    by,
    idempotencyKey: word,
  },
  { requiredKeys: ['leadId', 'accountId', 'contactId', 'accountCreated', 'at', 'by'] },
);

const person = { firstName: word, lastName: word, email, phone: word, title: word };

/** Records of every kind, with and without each field that may be left out. */
export const leads: fc.Arbitrary<Lead> = fc.record(
  {
    ...person,
    updatedAt: at,
    version,
    id,
    partyId: id,
    status: fc.constantFrom(...LEAD_STATUSES),
    candidate: fc.boolean(),
    score: fc.integer({ min: 0, max: 100 }),
    reasons: fc.dictionary(fc.constantFrom(...DEFAULT_RULES.map((rule) => rule.id)), fc.integer(), {
      noNullPrototype: true,
    }),
    company: word,
    source: fc.constantFrom('rep', 'form:demo'),
    utm: fc.dictionary(fc.constantFrom('utm_source', 'utm_medium'), word, { noNullPrototype: true }),
    submissionId: id,
    submissionCount: fc.nat(),
    hasMessage: fc.boolean(),
    ownerId: word,
    lastTouch: touch,
    qualification,
    conversion,
    createdBy: word,
  },
  {
    requiredKeys: [
      'updatedAt',
      'version',
      'id',
      'partyId',
      'status',
      'candidate',
      'score',
      'reasons',
      'source',
      'submissionCount',
    ],
  },
);

export const submissions: fc.Arbitrary<Submission> = fc.record(
  {
    id,
    formId: word,
    state: fc.constantFrom(...PUBLIC_STATES),
    receivedAt: at,
    fields: fc.dictionary(fieldName, word, { noNullPrototype: true }),
    leadId: id,
    contactId: id,
    processedAt: at,
  },
  { requiredKeys: ['id', 'formId', 'state', 'receivedAt', 'fields'] },
);

export const accounts: fc.Arbitrary<Account> = fc.record(
  {
    ...record,
    id,
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
    domain: word,
    status: fc.constantFrom(...ACCOUNT_STATUSES),
    customerSince: at,
    ownerId: word,
    lastTouch: touch,
  },
  { requiredKeys: [...REQUIRED, 'id', 'name', 'status'] },
);

export const contacts: fc.Arbitrary<Contact> = fc.record(
  { ...person, ...record, id, partyId: id, accountId: id, leadId: id, lastTouch: touch },
  { requiredKeys: [...REQUIRED, 'id', 'partyId', 'accountId'] },
);

export const opportunities: fc.Arbitrary<Opportunity> = fc.record(
  {
    ...record,
    id,
    accountId: id,
    contactId: id,
    leadId: id,
    name: word,
    kind: fc.constantFrom(...OPPORTUNITY_KINDS),
    pipelineId: fc.constant('sales'),
    stage: fc.constantFrom(...STAGE_IDS),
    amount: fc.record({ minor: fc.maxSafeNat(), currency: fc.constantFrom('EUR', 'USD') }),
    closeDate: at.map((text) => text.slice(0, 10)),
    closedAt: at,
    lostReason: word,
    ownerId: word,
    lastTouch: touch,
  },
  { requiredKeys: [...REQUIRED, 'id', 'accountId', 'name', 'kind', 'pipelineId', 'stage'] },
);

export const timelineEntries: fc.Arbitrary<TimelineEntry> = fc.record(
  {
    id,
    kind: fc.constantFrom(...ACTIVITY_KINDS, 'signal' as const, 'system' as const),
    event: word,
    at,
    by,
    subject: word,
    text: word,
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    outcome: word,
    durationMinutes: fc.nat({ max: 1440 }),
    submissionId: id,
    on: fc.record({ type: fc.constantFrom('lead' as const, 'contact' as const, 'account' as const), id }),
    timeline: id.map((party) => `PARTY#${party}`),
  },
  { requiredKeys: ['id', 'kind', 'at', 'on', 'timeline'] },
);

export const users: fc.Arbitrary<User> = fc.record(
  { id: word, name: word, email, role: fc.constantFrom(...ROLES), active: fc.boolean() },
  { requiredKeys: ['id', 'name', 'role', 'active'] },
);

export const emailIdentities: fc.Arbitrary<EmailIdentity> = fc.record(
  { mailbox: email, partyId: id, leadId: id, contactId: id },
  { requiredKeys: ['mailbox', 'partyId'] },
);

export const domainIdentities: fc.Arbitrary<DomainIdentity> = fc.record({ domain: word, accountId: id });

export const idempotencyRecords: fc.Arbitrary<IdempotencyRecord> = fc.record({
  hash: word,
  requestHash: word,
  submissionId: id,
  expiresAt: fc.nat(),
});
