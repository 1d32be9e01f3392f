import fc from 'fast-check';
import { ACCOUNT_STATUSES } from '../../lib/accounts/account-contract.ts';
import type { Account } from '../../lib/accounts/account-entity.ts';
import type { DomainIdentity } from '../../lib/accounts/domain-identity-entity.ts';
import { ACTIVITY_KINDS, TOUCH_KINDS } from '../../lib/activities/activity-contract.ts';
import type { LastTouch } from '../../lib/activities/last-touch.ts';
import type { TimelineEntry } from '../../lib/activities/timeline-entry-entity.ts';
import type { ConsentEntry } from '../../lib/consent/consent-entity.ts';
import { CONSENT_STATES } from '../../lib/consent/consent-state.ts';
import type { Contact } from '../../lib/contacts/contact-entity.ts';
import type { Conversion } from '../../lib/conversion/conversion.ts';
import type { Form } from '../../lib/forms/form.ts';
import { FORM_FIELD_KINDS, LEAD_FEEDS } from '../../lib/forms/form-contract.ts';
import type { FormAlias } from '../../lib/forms/form-entity.ts';
import type { EmailIdentity } from '../../lib/identity/email-identity-entity.ts';
import { DISQUALIFY_REASONS } from '../../lib/leads/disqualification.ts';
import type { Lead } from '../../lib/leads/lead-entity.ts';
import { LEAD_STATUSES } from '../../lib/leads/lead-status.ts';
import { type LeadOutcome, OUTCOMES } from '../../lib/learned-scoring/lead-outcome-entity.ts';
import type { LearnedRecord } from '../../lib/learned-scoring/learned-entity.ts';
import { OPPORTUNITY_KINDS } from '../../lib/opportunities/opportunity-contract.ts';
import type { Opportunity } from '../../lib/opportunities/opportunity-entity.ts';
import { STAGE_IDS } from '../../lib/opportunities/pipeline.ts';
import type { Qualification } from '../../lib/qualification/qualification.ts';
import { ANSWERS } from '../../lib/qualification/qualification-contract.ts';
import { SCORE_VERDICTS } from '../../lib/scoring/score-judgement.ts';
import type { Signal } from '../../lib/scoring/signal.ts';
import type { SettingsVersion } from '../../lib/settings/settings-entity.ts';
import { SUSPICIONS } from '../../lib/spam/suspicion.ts';
import type { IdempotencyRecord } from '../../lib/submissions/idempotency-entity.ts';
import type { Submission } from '../../lib/submissions/submission-entity.ts';
import { SUBMISSION_STATES } from '../../lib/submissions/submission-state.ts';
import { ROLES } from '../../lib/users/role.ts';
import type { User } from '../../lib/users/user-entity.ts';
import {
  at,
  attribution,
  by,
  custom,
  email,
  fieldName,
  id,
  REQUIRED,
  record,
  tags,
  version,
  word,
} from './arbitrary-values.ts';

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

/** Where somebody came from, first and last. */
export const attributions = fc.record({ first: attribution, last: attribution }, { requiredKeys: [] });

const person = { firstName: word, lastName: word, email, phone: word, title: word };

const signal: fc.Arbitrary<Signal> = fc.record(
  {
    reply: fc.constant(true),
    at: fc.nat(),
    form: word,
    page: word,
    campaign: word,
    message: fc.constant(true),
  },
  { requiredKeys: ['at'] },
);

/** Records of every kind, with and without each field that may be left out. */
const origin = fc.record(
  {
    by: fc.constantFrom('rep:user-ada', 'form:demo', 'import:01', 'provider:sample'),
    at: fc.nat(),
    confidence: fc.double({ min: 0.01, max: 1, noNaN: true }),
    cased: fc.constant(true as const),
  },
  { requiredKeys: [] },
);

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
    rules: fc.constant(0),
    scoredAt: fc.nat(),
    signals: fc.array(signal, { minLength: 1, maxLength: 3 }),
    scoreJudgement: fc.record(
      {
        verdict: fc.constantFrom(...SCORE_VERDICTS),
        reason: word,
        score: fc.nat(100),
        by: fc.record({ id: word, name: word }),
        at,
      },
      { requiredKeys: ['verdict', 'score', 'by', 'at'] },
    ),
    company: word,
    industry: word,
    employees: fc.integer({ min: 1, max: 10_000_000 }),
    country: fc.constantFrom('DE', 'US'),
    provenance: fc.dictionary(fc.constantFrom('company', 'industry', 'custom.seats'), origin, {
      noNullPrototype: true,
    }),
    source: fc.constantFrom('rep', 'form:demo'),
    submissionId: id,
    lastSubmissionId: id,
    custom,
    tags,
    externalIds: fc.dictionary(fieldName, word, { noNullPrototype: true }),
    submissionCount: fc.nat(),
    ownerId: word,
    lastTouch: touch,
    firstTouchAt: at,
    promise: fc.record({ dueAt: at, rule: word }),
    qualification,
    atEntry: fc.dictionary(fieldName, word, { noNullPrototype: true }),
    conversion,
    disqualification: fc.record(
      { reason: fc.constantFrom(...DISQUALIFY_REASONS), note: word, by: fc.record({ id: word, name: word }), at },
      { requiredKeys: ['reason', 'by', 'at'] },
    ),
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
      'rules',
      'source',
      'submissionCount',
    ],
  },
);

export const submissions: fc.Arbitrary<Submission> = fc.record(
  {
    id,
    formId: word,
    formVersion: version,
    state: fc.constantFrom(...SUBMISSION_STATES),
    receivedAt: at,
    fields: fc.dictionary(fieldName, word, { noNullPrototype: true }),
    extra: fc.dictionary(fieldName, word, { noNullPrototype: true }),
    attribution,
    consents: fc.dictionary(fieldName, word, { noNullPrototype: true }),
    suspicions: fc.array(fc.constantFrom(...SUSPICIONS), { maxLength: 3 }),
    reviewedBy: by,
    leadId: id,
    contactId: id,
    processedAt: at,
  },
  { requiredKeys: ['id', 'formId', 'formVersion', 'state', 'receivedAt', 'fields'] },
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
    repeatSaleHint: fc.record({ at, contactId: id, submissionId: id }),
    custom,
    tags,
  },
  { requiredKeys: [...REQUIRED, 'id', 'name', 'status'] },
);

export const contacts: fc.Arbitrary<Contact> = fc.record(
  { ...person, ...record, id, partyId: id, accountId: id, leadId: id, lastTouch: touch, custom, tags },
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
    custom,
    tags,
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
  { id: word, name: word, email, role: fc.constantFrom(...ROLES), active: fc.boolean(), version },
  { requiredKeys: ['id', 'name', 'role', 'active', 'version'] },
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

const formField = fc
  .record(
    {
      key: fieldName,
      label: fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,11}[A-Za-z]$/),
      required: fc.boolean(),
      feeds: fc.constantFrom(...LEAD_FEEDS, 'custom.seats'),
      placeholder: fieldName,
    },
    { requiredKeys: ['key', 'label', 'required'] },
  )
  .chain((field) =>
    fc.constantFrom(...FORM_FIELD_KINDS).map((kind) => ({
      ...field,
      kind,
      ...((kind === 'choice' || kind === 'choices') && { options: ['one', 'two'] }),
    })),
  );

/** Forms as the contract lets them be. */
export const forms: fc.Arbitrary<Form> = fc.record({
  ...record,
  id: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
  name: fieldName,
  active: fc.boolean(),
  fields: fc.array(formField, { minLength: 1, maxLength: 5 }),
  allowedOrigins: fc.subarray(['*', 'https://acme.example', 'http://127.0.0.1:5173']),
  thankYou: fc.record({ text: fieldName, redirect: fc.constant('https://acme.example/thanks') }, { requiredKeys: [] }),
  consents: fc.array(
    fc.record({ purpose: fc.constantFrom('news', 'calls'), wording: fieldName, required: fc.boolean() }),
    {
      maxLength: 2,
    },
  ),
  doubleOptIn: fc.boolean(),
  defaults: fc.record({ campaign: fieldName, tags: fc.subarray(['guide', 'fair']) }, { requiredKeys: [] }),
  spam: fc.record({
    minimumSeconds: fc.integer({ min: 0, max: 60 }),
    tokenRequired: fc.boolean(),
    proofOfWork: fc.constantFrom('off' as const, 'under-pressure' as const, 'always' as const),
    perMinute: fc.integer({ min: 1, max: 100_000 }),
    perAddressPerMinute: fc.integer({ min: 1, max: 10_000 }),
  }),
  dropIn: fc.record(
    { webToLeadOid: fc.stringMatching(/^[A-Za-z0-9]{15}$/), hubspotFormGuid: fc.uuid() },
    { requiredKeys: [] },
  ),
});

export const formAliases: fc.Arbitrary<FormAlias> = fc.record({
  kind: fc.constantFrom('oid' as const, 'guid' as const),
  value: word,
  formId: word,
});

export const consentEntries: fc.Arbitrary<ConsentEntry> = fc.record({
  id,
  partyId: id,
  purpose: fieldName,
  state: fc.constantFrom(...CONSENT_STATES),
  wordingHash: word,
  formId: word,
  formVersion: version,
  at,
  submissionId: id,
});

export const settingsVersions: fc.Arbitrary<SettingsVersion> = fc.record({
  name: word,
  version,
  value: fc.array(word, { maxLength: 2 }),
  at,
  by,
});

const outcomeFeatures = fc.dictionary(fieldName, word, { noNullPrototype: true });

export const leadOutcomes: fc.Arbitrary<LeadOutcome> = fc.record(
  {
    leadId: id,
    features: outcomeFeatures,
    outcome: fc.constantFrom(...OUTCOMES),
    counted: fc.record({ outcome: fc.constantFrom('won', 'lost'), fold: version }),
    version,
  },
  { requiredKeys: ['leadId', 'features', 'outcome', 'version'] },
);

export const learnedRecords: fc.Arbitrary<LearnedRecord> = fc.record(
  {
    fold: version,
    won: fc.nat(),
    lost: fc.nat(),
    at,
    model: fc.record({
      version: fc.constant(1 as const),
      converted: fc.nat(),
      other: fc.nat(),
      intercept: fc.integer(),
      contributions: fc.dictionary(fieldName, fc.integer(), { noNullPrototype: true }),
    }),
  },
  { requiredKeys: ['fold', 'won', 'lost', 'at'] },
);

export const storedCounts = fc.record({ fold: version, packed: word });
