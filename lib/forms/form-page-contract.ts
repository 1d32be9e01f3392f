import * as z from 'zod';
import { defineRoute } from '../contract/route.ts';
import { formParams } from './form-contract.ts';

const challenge = z.object({
  algorithm: z.string(),
  challenge: z.string(),
  maxnumber: z.number(),
  salt: z.string(),
  signature: z.string(),
});

/** What a page needs to show a form and to post it; nothing of how its posts are judged. */
export const shownForm = z.object({
  /** Signed: when the form was shown. Posted back as `_shown`. */
  shown: z.string(),
  /** Work for the browser, when there is pressure. Its solution is posted back as `_proof`. */
  proofOfWork: challenge.nullable(),
});

/** The public routes that show a form: on other people's pages, and on a page of its own. */
export const formPageRoutes = {
  showForm: defineRoute({
    method: 'GET',
    path: '/v1/forms/{formId}/shown',
    summary: 'Says that a form is shown to somebody now: gives the signed time, and work when there is pressure',
    access: 'public',
    recordScope: 'none',
    params: formParams,
    responses: { 200: shownForm },
    errors: ['form-not-found'],
  }),
  preflightShowForm: defineRoute({
    method: 'OPTIONS',
    path: '/v1/forms/{formId}/shown',
    summary: 'Says to a browser which origins may show this form',
    access: 'public',
    recordScope: 'none',
    params: formParams,
    responses: { 204: null },
    errors: ['form-not-found'],
  }),
  getEmbed: defineRoute({
    method: 'GET',
    path: '/v1/forms/{formId}/embed.js',
    summary: 'The script that renders the form into its place on any page',
    access: 'public',
    recordScope: 'none',
    params: formParams,
    answers: 'text/javascript',
    responses: { 200: z.string(), 304: null },
    errors: ['form-not-found'],
  }),
  getFormPage: defineRoute({
    method: 'GET',
    path: '/f/{formId}',
    summary: 'The form on a page of its own, which works without scripts too',
    access: 'public',
    recordScope: 'none',
    params: formParams,
    // Loose: campaign parameters and values of hidden fields come along, and anything else that people's links carry.
    query: z.looseObject({
      /** Fields at fault of a post that came back, with what is wrong. */
      faults: z.string().max(2000).optional(),
    }),
    answers: 'text/html',
    responses: { 200: z.string() },
    errors: ['form-not-found'],
  }),
  getThanksPage: defineRoute({
    method: 'GET',
    path: '/f/{formId}/thanks',
    summary: 'What a visitor reads after posting a plain HTML form',
    access: 'public',
    recordScope: 'none',
    params: formParams,
    answers: 'text/html',
    responses: { 200: z.string() },
    errors: ['form-not-found'],
  }),
};
