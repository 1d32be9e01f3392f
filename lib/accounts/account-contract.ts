import * as z from 'zod';
import {
  lastTouch,
  logActivityBody,
  timelineEntry,
  timelinePage,
  timelineQuery,
} from '../activities/activity-contract.ts';
import { emptyable, idParams, instant, line, page, pageQuery, recordId } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { customInput, customValues, tags } from '../fields/field-contract.ts';
import { EVERYONE, SALES } from '../users/role.ts';

export const ACCOUNT_STATUSES = ['prospect', 'customer'] as const;

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'must be a domain such as example.com');

/** A contact of the account filled in a form: somebody may want more. */
export const repeatSaleHint = z.object({ at: instant, contactId: recordId, submissionId: recordId });

export const account = z.object({
  id: recordId,
  name: z.string(),
  domain: z.string().nullable(),
  /** `prospect` until its first won opportunity. */
  status: z.enum(ACCOUNT_STATUSES),
  customerSince: instant.nullable(),
  ownerId: z.string().nullable(),
  lastTouch: lastTouch.nullable(),
  repeatSaleHint: repeatSaleHint.nullable(),
  custom: customValues,
  tags: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
  version: z.number().int(),
});

export const accountRoutes = {
  listAccounts: defineRoute({
    method: 'GET',
    path: '/v1/accounts',
    summary: 'Accounts by name: all, or those that the caller owns',
    access: EVERYONE,
    recordScope: 'all',
    query: z.object({ view: z.enum(['all', 'mine']).default('all'), ...pageQuery }),
    responses: { 200: page(account) },
    errors: ['invalid-cursor'],
  }),
  createAccount: defineRoute({
    method: 'POST',
    path: '/v1/accounts',
    summary: 'Makes an account; 409 with its id when an account has the domain',
    access: SALES,
    recordScope: 'all',
    body: z.strictObject({
      name: line(200).min(1),
      domain: domain.optional(),
      custom: customInput.optional(),
      tags: tags.optional(),
    }),
    responses: { 201: account },
    errors: ['account-exists'],
  }),
  getAccount: defineRoute({
    method: 'GET',
    path: '/v1/accounts/{id}',
    summary: 'One account',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: account },
    errors: ['account-not-found'],
  }),
  updateAccount: defineRoute({
    method: 'PATCH',
    path: '/v1/accounts/{id}',
    summary: 'Changes name, domain or owner',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: z.strictObject({
      name: line(200).min(1).optional(),
      domain: emptyable(domain),
      custom: customInput.optional(),
      tags: tags.optional(),
      /** Takes the hint of a repeat sale away. */
      repeatSaleHint: z
        .null()
        .transform(() => undefined)
        .optional(),
      ownerId: emptyable(z.string().max(64)),
    }),
    ifMatch: 'required',
    responses: { 200: account },
    errors: ['account-not-found', 'account-exists', 'version-mismatch', 'user-not-found'],
  }),
  getAccountTimeline: defineRoute({
    method: 'GET',
    path: '/v1/accounts/{id}/timeline',
    summary: 'What happened with the account, its people (while they were leads too) and its opportunities',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    query: timelineQuery,
    responses: { 200: timelinePage },
    errors: ['account-not-found', 'invalid-cursor'],
  }),
  logAccountActivity: defineRoute({
    method: 'POST',
    path: '/v1/accounts/{id}/activities',
    summary: 'Logs a call, e-mail, meeting or note on the account',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: logActivityBody,
    responses: { 201: timelineEntry },
    errors: ['account-not-found', 'activity-in-future'],
  }),
};
