import * as z from 'zod';
import {
  lastTouch,
  logActivityBody,
  timelineEntry,
  timelinePage,
  timelineQuery,
} from '../activities/activity-contract.ts';
import { attributionSchema } from '../attribution/attribution.ts';
import { actorRef, idParams, instant, line, page, pageQuery, recordId } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { conversion, convertBody } from '../conversion/conversion-contract.ts';
import { PHONE_KINDS } from '../enrichment/phone-kinds.ts';
import { customValues } from '../fields/field-contract.ts';
import { learnedScoreAnswer } from '../learned-scoring/learned-contract.ts';
import { gate, qualification, qualificationBody } from '../qualification/qualification-contract.ts';
import { SCORE_VERDICTS } from '../scoring/score-judgement.ts';
import { explainedScore } from '../scoring/scoring-contract.ts';
import { EVERYONE, SALES } from '../users/role.ts';
import { DISQUALIFY_REASONS } from './disqualification.ts';
import { createLeadBody, updateLeadBody } from './lead-body-contract.ts';
import { LEAD_STATUSES } from './lead-status.ts';

/** One reason behind a score; the points of all reasons add up to the score. */
const scoreReason = z.object({ rule: z.string(), label: z.string(), points: z.number().int() });

const scoreJudgement = z.object({
  verdict: z.enum(SCORE_VERDICTS),
  reason: z.string().nullable(),
  score: z.number().int(),
  by: actorRef,
  at: instant,
});

const disqualification = z.object({
  reason: z.enum(DISQUALIFY_REASONS),
  note: z.string().nullable(),
  by: actorRef,
  at: instant,
});

const leadRow = {
  id: recordId,
  name: z.string(),
  email: z.string().nullable(),
  company: z.string().nullable(),
  phone: z.string().nullable(),
  status: z.enum(LEAD_STATUSES),
  candidate: z.boolean(),
  score: z.number().int().min(0).max(100),
  /** The band of the score, by the rules of today. */
  grade: z.string().nullable(),
  ownerId: z.string().nullable(),
  lastTouch: lastTouch.nullable(),
  createdAt: instant,
};

export const leadSummary = z.object(leadRow);

export const lead = z.object({
  ...leadRow,
  partyId: recordId,
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  title: z.string().nullable(),
  /** The phone number in E.164, when it says its country. */
  phoneE164: z.string().nullable(),
  industry: z.string().nullable(),
  employees: z.number().int().nullable(),
  /** ISO 3166, two capital letters. */
  country: z.string().nullable(),
  source: z.object({
    kind: z.enum(['form', 'rep', 'import']),
    formId: z.string().nullable(),
    importId: recordId.nullable(),
    importName: z.string().nullable(),
    utm: z.record(z.string(), z.string()),
  }),
  /** First and last touch, kept apart. */
  attribution: z.object({ first: attributionSchema.nullable(), last: attributionSchema.nullable() }),
  custom: customValues,
  tags: z.array(z.string()),
  /** Its ids in other systems, by system. */
  externalIds: z.record(z.string(), z.string()),
  /** Further addresses that reach it: those of leads that were merged into it. */
  otherEmails: z.array(z.string()),
  /** The leads that were merged into it; the last merge can be undone. */
  merges: z.array(z.object({ id: recordId, leadId: recordId, at: instant })),
  emailDomain: z.string().nullable(),
  companyDomain: z.string().nullable(),
  freeMail: z.boolean(),
  disposable: z.boolean(),
  /** What the phone number says by itself, when it says its country. */
  phoneFacts: z.object({ country: z.string().nullable(), kind: z.enum(PHONE_KINDS).nullable() }).nullable(),
  /** The time where the person is, by the country of the phone number, else of the company; a range where it has several zones. */
  time: z
    .object({
      country: z.string(),
      zones: z.array(z.string()),
      /** Minutes ahead of UTC at the moment. */
      offset: z.object({ from: z.number().int(), to: z.number().int() }),
    })
    .nullable(),
  /** The account that has the company's domain. */
  accountMatch: z.object({ id: recordId, name: z.string() }).nullable(),
  scoreReasons: z.array(scoreReason),
  scoreJudgement: scoreJudgement.nullable(),
  submissionCount: z.number().int(),
  /** When somebody first spoke to this person. */
  firstTouchAt: instant.nullable(),
  /** By when the first touch was promised, and by which routing rule. */
  promise: z.object({ dueAt: instant, rule: z.string() }).nullable(),
  qualification,
  gate,
  conversion: conversion.nullable(),
  disqualification: disqualification.nullable(),
  updatedAt: instant,
  version: z.number().int(),
});

/** A score with what it is the sum of and, of now, what was learned from the leads that ended. */
const leadScore = explainedScore.extend({ learned: learnedScoreAnswer.nullable() });

export const LEAD_VIEWS = ['candidates', 'mine', 'new', 'unassigned', 'all'] as const;

export const leadRoutes = {
  listLeads: defineRoute({
    method: 'GET',
    path: '/v1/leads',
    summary: 'Leads of a view, best score first',
    access: EVERYONE,
    recordScope: 'all',
    query: z.object({ view: z.enum(LEAD_VIEWS).default('candidates'), ...pageQuery }),
    responses: { 200: page(leadSummary) },
    errors: ['invalid-cursor'],
  }),
  createLead: defineRoute({
    method: 'POST',
    path: '/v1/leads',
    summary: 'Enters a lead by hand; 409 with its id when an open lead or a contact has the address',
    access: SALES,
    recordScope: 'all',
    body: createLeadBody,
    responses: { 201: lead },
    errors: ['lead-exists', 'contact-exists', 'user-not-found'],
  }),
  getLead: defineRoute({
    method: 'GET',
    path: '/v1/leads/{id}',
    summary:
      'One lead, with its score reasons, checklist and gate; of one that was merged, the lead that it became part of',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: lead },
    errors: ['lead-not-found'],
  }),
  updateLead: defineRoute({
    method: 'PATCH',
    path: '/v1/leads/{id}',
    summary: 'Changes fields or the owner; null empties a field',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: updateLeadBody,
    ifMatch: 'required',
    responses: { 200: lead },
    errors: [
      'lead-not-found',
      'lead-merged',
      'lead-exists',
      'contact-exists',
      'lead-closed',
      'version-mismatch',
      'user-not-found',
    ],
  }),
  getLeadScore: defineRoute({
    method: 'GET',
    path: '/v1/leads/{id}/score',
    summary:
      'The score of a lead now or at a time in the past, with the entries that it is the sum of, and now what earlier leads say',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    query: z.object({ at: instant.optional() }),
    responses: { 200: leadScore },
    errors: ['lead-not-found', 'score-not-found'],
  }),
  judgeScore: defineRoute({
    method: 'PUT',
    path: '/v1/leads/{id}/score/judgement',
    summary: 'Says whether the score is right; it shows where scoring rules are tried out',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: z.strictObject({ verdict: z.enum(SCORE_VERDICTS), reason: line(200).min(1).optional() }),
    responses: { 200: lead },
    errors: ['lead-not-found', 'lead-merged'],
  }),
  withdrawJudgement: defineRoute({
    method: 'DELETE',
    path: '/v1/leads/{id}/score/judgement',
    summary: 'Takes back what was said of the score',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    responses: { 200: lead },
    errors: ['lead-not-found', 'lead-merged'],
  }),
  getLeadTimeline: defineRoute({
    method: 'GET',
    path: '/v1/leads/{id}/timeline',
    summary: 'What happened with this person, newest first',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    query: timelineQuery,
    responses: { 200: timelinePage },
    errors: ['lead-not-found', 'invalid-cursor'],
  }),
  logLeadActivity: defineRoute({
    method: 'POST',
    path: '/v1/leads/{id}/activities',
    summary: 'Logs a call, e-mail, meeting or note; the first three are touches and set the last touch',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: logActivityBody,
    responses: { 201: timelineEntry },
    errors: ['lead-not-found', 'lead-merged', 'lead-closed', 'activity-in-future'],
  }),
  setLeadQualification: defineRoute({
    method: 'PUT',
    path: '/v1/leads/{id}/qualification',
    summary: 'Answers questions of the checklist; the lead is qualified once the gate passes',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: qualificationBody,
    ifMatch: 'optional',
    responses: { 200: lead },
    errors: ['lead-not-found', 'lead-merged', 'lead-closed', 'version-mismatch', 'activity-not-found'],
  }),
  disqualifyLead: defineRoute({
    method: 'POST',
    path: '/v1/leads/{id}/disqualify',
    summary: 'Gives an open lead up, with the reason; its address is free for a new lead of the same person',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: z.strictObject({ reason: z.enum(DISQUALIFY_REASONS), note: line(500).min(1).optional() }),
    responses: { 200: lead },
    errors: ['lead-not-found', 'lead-merged', 'lead-closed'],
  }),
  reopenLead: defineRoute({
    method: 'POST',
    path: '/v1/leads/{id}/reopen',
    summary: 'Opens a disqualified lead again, as one that is being worked',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    responses: { 200: lead },
    errors: ['lead-not-found', 'lead-merged', 'lead-not-disqualified', 'lead-exists', 'contact-exists'],
  }),
  convertLead: defineRoute({
    method: 'POST',
    path: '/v1/leads/{id}/convert',
    summary: 'Promotes a qualified lead to an account, a contact and an opportunity, in one step',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: convertBody,
    idempotencyKey: true,
    responses: { 200: conversion },
    errors: [
      'lead-not-found',
      'lead-merged',
      'lead-not-qualified',
      'lead-already-converted',
      'account-not-found',
      'contact-exists',
    ],
  }),
};
