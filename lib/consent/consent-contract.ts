import * as z from 'zod';
import { idParams, instant } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { EVERYONE } from '../users/role.ts';
import { CONSENT_STATES } from './consent-state.ts';

const state = z.enum(CONSENT_STATES);

const consentLedger = z.object({
  /** How the person stands on each purpose, and since when. */
  purposes: z.array(z.object({ purpose: z.string(), state, at: instant })),
  /** Newest first. */
  items: z.array(
    z.object({
      purpose: z.string(),
      state,
      at: instant,
      /** The text that the person saw; null when it stands in no version of a form any more. */
      wording: z.string().nullable(),
      wordingHash: z.string().nullable(),
      formId: z.string().nullable(),
      formVersion: z.number().int().nullable(),
      submissionId: z.string().nullable(),
      /** The import by which it came; the wording is then on what it rests, in the importer's words. */
      importId: z.string().nullable(),
    }),
  ),
});

export type ConsentLedgerWire = z.output<typeof consentLedger>;

const tokenParams = z.object({ token: z.string() });

export const consentRoutes = {
  listLeadConsents: defineRoute({
    method: 'GET',
    path: '/v1/leads/{id}/consents',
    summary: 'What a lead agreed to: the ledger, newest first, and how each purpose stands',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: consentLedger },
    errors: ['lead-not-found'],
  }),
  listContactConsents: defineRoute({
    method: 'GET',
    path: '/v1/contacts/{id}/consents',
    summary: 'What a contact agreed to: the ledger, newest first, and how each purpose stands',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: consentLedger },
    errors: ['contact-not-found'],
  }),
  showConfirmation: defineRoute({
    method: 'GET',
    path: '/confirm/{token}',
    summary: 'The page behind a confirmation link; it confirms nothing by itself',
    access: 'public',
    recordScope: 'none',
    params: tokenParams,
    answers: 'text/html',
    responses: { 200: z.string(), 404: z.string(), 410: z.string() },
    errors: [],
  }),
  confirmConsent: defineRoute({
    method: 'POST',
    path: '/confirm/{token}',
    summary: 'Confirms what a person ticked in a form (double opt-in); repeated, it changes nothing',
    access: 'public',
    recordScope: 'none',
    params: tokenParams,
    answers: 'text/html',
    responses: { 200: z.string(), 404: z.string(), 409: z.string(), 410: z.string() },
    errors: [],
  }),
};
