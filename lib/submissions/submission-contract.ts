import * as z from 'zod';
import {
  emailAddress,
  idParams,
  instant,
  line,
  page,
  pageQuery,
  phoneNumber,
  recordId,
  text,
} from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { MARKETING } from '../users/role.ts';

const formParams = z.object({ formId: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be a form id') });

/** The fields of the form that always exists; anything else that is sent is refused by name. */
export const demoFields = z.strictObject({
  email: emailAddress,
  firstName: line(100).optional(),
  lastName: line(100).optional(),
  company: line(200).optional(),
  title: line(100).optional(),
  phone: phoneNumber.optional(),
  message: text(4000).optional(),
  utm_source: line(200).optional(),
  utm_medium: line(200).optional(),
  utm_campaign: line(200).optional(),
  utm_term: line(200).optional(),
  utm_content: line(200).optional(),
});

/** What the public may know of a submission. */
export const PUBLIC_STATES = ['received', 'processed', 'failed'] as const;

const staffSubmission = z.object({
  id: recordId,
  formId: z.string(),
  state: z.enum(PUBLIC_STATES),
  receivedAt: instant,
  fields: z.record(z.string(), z.string()),
  leadId: recordId.nullable(),
});

/** The routes of the public capture function. */
export const captureRoutes = {
  submitForm: defineRoute({
    method: 'POST',
    path: '/v1/forms/{formId}/submissions',
    summary: 'Takes a form post; stored before it is acknowledged',
    access: 'public',
    recordScope: 'none',
    params: formParams,
    body: z.record(z.string(), z.unknown()),
    idempotencyKey: true,
    responses: { 202: z.object({ submissionId: recordId, statusUrl: z.string() }) },
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

/** The routes by which staff look after submissions. */
export const submissionRoutes = {
  listSubmissions: defineRoute({
    method: 'GET',
    path: '/v1/submissions',
    summary: 'Submissions that could not be processed, newest first',
    access: MARKETING,
    recordScope: 'all',
    query: z.object({ state: z.enum(['failed']).default('failed'), ...pageQuery }),
    responses: { 200: page(staffSubmission) },
    errors: ['invalid-cursor'],
  }),
  redriveSubmission: defineRoute({
    method: 'POST',
    path: '/v1/submissions/{id}/redrive',
    summary: 'Sends a failed submission through the intake again',
    access: MARKETING,
    recordScope: 'all',
    params: idParams,
    responses: { 202: z.object({ submissionId: recordId }) },
    errors: ['submission-not-found', 'submission-not-failed'],
  }),
};
