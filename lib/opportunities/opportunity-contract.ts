import * as z from 'zod';
import {
  lastTouch,
  logActivityBody,
  timelineEntry,
  timelinePage,
  timelineQuery,
} from '../activities/activity-contract.ts';
import {
  calendarDay,
  emptyable,
  idParams,
  instant,
  line,
  page,
  pageQuery,
  recordId,
  text,
} from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { money } from '../conversion/conversion-contract.ts';
import { customInput, customValues, tags } from '../fields/field-contract.ts';
import { EVERYONE, SALES } from '../users/role.ts';
import { STAGE_IDS } from './pipeline.ts';

export const OPPORTUNITY_KINDS = ['new', 'repeat', 'renewal'] as const;
const kind = z.enum(OPPORTUNITY_KINDS);
const stage = z.enum(STAGE_IDS);

export const opportunity = z.object({
  id: recordId,
  accountId: recordId,
  contactId: recordId.nullable(),
  /** The lead whose conversion made it. */
  leadId: recordId.nullable(),
  name: z.string(),
  kind,
  pipelineId: z.string(),
  stage,
  status: z.enum(['open', 'won', 'lost']),
  /** Win probability of the stage, in percent. */
  probability: z.number().int().min(0).max(100),
  amount: money.nullable(),
  closeDate: calendarDay.nullable(),
  closedAt: instant.nullable(),
  lostReason: z.string().nullable(),
  ownerId: z.string().nullable(),
  lastTouch: lastTouch.nullable(),
  custom: customValues,
  tags: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
  version: z.number().int(),
});

export const opportunityRoutes = {
  listOpportunities: defineRoute({
    method: 'GET',
    path: '/v1/opportunities',
    summary: 'Opportunities of an account, of the caller, or of a stage',
    access: EVERYONE,
    recordScope: 'all',
    query: z.object({
      accountId: recordId.optional(),
      stage: stage.optional(),
      view: z.enum(['open', 'mine']).default('open'),
      ...pageQuery,
    }),
    responses: { 200: page(opportunity) },
    errors: ['invalid-cursor'],
  }),
  createOpportunity: defineRoute({
    method: 'POST',
    path: '/v1/opportunities',
    summary: 'Makes an opportunity at an account: the first sale or the next one',
    access: SALES,
    recordScope: 'all',
    body: z.strictObject({
      accountId: recordId,
      contactId: recordId.optional(),
      name: line(200).min(1),
      kind: kind.optional(),
      custom: customInput.optional(),
      tags: tags.optional(),
      amount: money.optional(),
      closeDate: calendarDay.optional(),
    }),
    responses: { 201: opportunity },
    errors: ['account-not-found', 'contact-not-found'],
  }),
  getOpportunity: defineRoute({
    method: 'GET',
    path: '/v1/opportunities/{id}',
    summary: 'One opportunity',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: opportunity },
    errors: ['opportunity-not-found'],
  }),
  updateOpportunity: defineRoute({
    method: 'PATCH',
    path: '/v1/opportunities/{id}',
    summary: 'Changes name, kind, amount, close date, contact or owner; the stage has its own route',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: z.strictObject({
      name: line(200).min(1).optional(),
      kind: kind.optional(),
      amount: emptyable(money),
      custom: customInput.optional(),
      tags: tags.optional(),
      closeDate: emptyable(calendarDay),
      contactId: emptyable(recordId),
      ownerId: emptyable(z.string().max(64)),
    }),
    ifMatch: 'required',
    responses: { 200: opportunity },
    errors: ['opportunity-not-found', 'contact-not-found', 'version-mismatch', 'user-not-found'],
  }),
  moveOpportunity: defineRoute({
    method: 'POST',
    path: '/v1/opportunities/{id}/stage',
    summary: 'Moves it through the pipeline; the first won deal makes a prospect a customer',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: z.strictObject({ stage, lostReason: text(500).optional() }),
    ifMatch: 'optional',
    responses: { 200: opportunity },
    errors: ['opportunity-not-found', 'stage-not-allowed', 'lost-reason-required', 'version-mismatch'],
  }),
  getOpportunityTimeline: defineRoute({
    method: 'GET',
    path: '/v1/opportunities/{id}/timeline',
    summary: 'What happened with the opportunity and with its contact, newest first',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    query: timelineQuery,
    responses: { 200: timelinePage },
    errors: ['opportunity-not-found', 'invalid-cursor'],
  }),
  logOpportunityActivity: defineRoute({
    method: 'POST',
    path: '/v1/opportunities/{id}/activities',
    summary: 'Logs a call, e-mail, meeting or note on the opportunity',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: logActivityBody,
    responses: { 201: timelineEntry },
    errors: ['opportunity-not-found', 'activity-in-future'],
  }),
};
