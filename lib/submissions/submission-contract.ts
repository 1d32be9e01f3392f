import * as z from 'zod';
import { attributionSchema } from '../attribution/attribution.ts';
import { actorRef, idParams, instant, page, pageQuery, recordId } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { formParams } from '../forms/form-contract.ts';
import { SUSPICIONS } from '../spam/suspicion.ts';
import { MARKETING } from '../users/role.ts';
import { LISTED_STATES, PUBLIC_STATES, SUBMISSION_STATES } from './submission-state.ts';

export const submission = z.object({
  id: recordId,
  formId: z.string(),
  formVersion: z.number().int(),
  state: z.enum(SUBMISSION_STATES),
  receivedAt: instant,
  fields: z.record(z.string(), z.string()),
  extra: z.record(z.string(), z.string()),
  attribution: attributionSchema.nullable(),
  /** Purposes that were consented to. */
  consents: z.array(z.string()),
  suspicions: z.array(z.enum(SUSPICIONS)),
  reviewedBy: actorRef.nullable(),
  leadId: recordId.nullable(),
  contactId: recordId.nullable(),
});

/** What a form may be posted as, from scripts and from plain HTML forms. */
const FORM_BODIES = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'] as const;

/** The routes of the public capture function. */
export const captureRoutes = {
  submitForm: defineRoute({
    method: 'POST',
    path: '/v1/forms/{formId}/submissions',
    summary: 'Takes a form post; stored before it is acknowledged. A plain HTML form gets 303 to a page',
    access: 'public',
    recordScope: 'none',
    params: formParams,
    body: z.record(z.string(), z.unknown()),
    accepts: FORM_BODIES,
    idempotencyKey: true,
    responses: { 202: z.object({ submissionId: recordId, statusUrl: z.string() }), 303: null },
    errors: ['form-not-found', 'invalid-fields', 'idempotency-key-reused'],
  }),
  preflightForm: defineRoute({
    method: 'OPTIONS',
    path: '/v1/forms/{formId}/submissions',
    summary: 'Says to a browser which origins may post to this form',
    access: 'public',
    recordScope: 'none',
    params: formParams,
    responses: { 204: null },
    errors: ['form-not-found'],
  }),
  getSubmissionStatus: defineRoute({
    method: 'GET',
    path: '/v1/submissions/{id}',
    summary: 'How far a submission has come; nothing private',
    access: 'public',
    recordScope: 'none',
    params: idParams,
    responses: { 200: z.object({ submissionId: recordId, state: z.enum(PUBLIC_STATES) }) },
    errors: ['submission-not-found'],
  }),
};

const accepted = z.object({ submissionId: recordId });

/** The routes by which staff look after submissions. */
export const submissionRoutes = {
  listSubmissions: defineRoute({
    method: 'GET',
    path: '/v1/submissions',
    summary: 'Submissions to look at, newest first: failed, quarantined or rejected',
    access: MARKETING,
    recordScope: 'all',
    query: z.object({ state: z.enum(LISTED_STATES).default('quarantined'), ...pageQuery }),
    responses: { 200: page(submission) },
    errors: ['invalid-cursor'],
  }),
  redriveSubmission: defineRoute({
    method: 'POST',
    path: '/v1/submissions/{id}/redrive',
    summary: 'Sends a failed submission through the intake again',
    access: MARKETING,
    recordScope: 'all',
    params: idParams,
    responses: { 202: accepted },
    errors: ['submission-not-found', 'submission-not-failed'],
  }),
  releaseSubmission: defineRoute({
    method: 'POST',
    path: '/v1/submissions/{id}/release',
    summary: 'Lets a quarantined submission through to the intake',
    access: MARKETING,
    recordScope: 'all',
    params: idParams,
    responses: { 202: accepted },
    errors: ['submission-not-found', 'submission-not-quarantined'],
  }),
  rejectSubmission: defineRoute({
    method: 'POST',
    path: '/v1/submissions/{id}/reject',
    summary: 'Keeps a quarantined submission out for good; it stays stored',
    access: MARKETING,
    recordScope: 'all',
    params: idParams,
    responses: { 200: accepted },
    errors: ['submission-not-found', 'submission-not-quarantined'],
  }),
  replaySubmission: defineRoute({
    method: 'POST',
    path: '/v1/submissions/{id}/replay',
    summary: "Takes a submission through today's form, spam settings and scoring again",
    access: MARKETING,
    recordScope: 'all',
    params: idParams,
    responses: { 202: accepted },
    errors: ['submission-not-found', 'submission-rejected'],
  }),
  replayForm: defineRoute({
    method: 'POST',
    path: '/v1/forms/{formId}/replay',
    summary: "Takes all submissions of a form since a moment through today's rules again",
    access: MARKETING,
    recordScope: 'all',
    params: formParams,
    body: z.strictObject({ since: instant }),
    responses: { 202: z.object({ formId: z.string(), since: instant }) },
    errors: ['form-not-found'],
  }),
};
