import { createHash } from 'node:crypto';
import { api } from '../../lib/contract/api.ts';
import { environment } from '../../lib/environment.ts';
import { notFound } from '../../lib/errors.ts';
import { corsHeaders, preflightHeaders } from '../../lib/forms/allowed-origin.ts';
import { embedScript } from '../../lib/forms/embed-script.ts';
import { formPage, pageHeaders, thanksPage } from '../../lib/forms/form-page.ts';
import { findForm } from '../../lib/forms/form-repository.ts';
import { remembered } from '../../lib/settings/remembered.ts';
import { readSigningSecret } from '../../lib/signing/signing-secret.ts';
import { fillTimeToken } from '../../lib/spam/fill-time.ts';
import { workFor } from '../../lib/spam/work-for.ts';
import { openTable } from '../../lib/table/table.ts';
import { apiHandler } from '../http/api-handler.ts';
import { originOf } from '../http/origin-of.ts';

/** The bundle of `web/embed/embed.ts`, put in its place by the build. */
declare const EMBED_BUNDLE: string;

const table = openTable(environment.tableName());

/** Milliseconds for which an instance goes on with a form as it read it, and with the secret, which never changes. */
const FORM_LIFETIME = 10_000;
const SECRET_LIFETIME = 86_400_000;

const openForm = remembered(FORM_LIFETIME, async (id) => {
  const form = await findForm(table, id);
  if (!form?.active) throw notFound('form');
  return form;
});
const secretOf = remembered(SECRET_LIFETIME, () => readSigningSecret(table));
const signingSecret = () => secretOf('signing');

/** A page may go on with the script for five minutes; then it asks whether the form changed. */
const BRIEFLY = 'public, max-age=300';

export const handler = apiHandler(api.formPages, {
  showForm: async ({ params, headers }) => {
    const form = await openForm(params.formId);
    const [secret, now] = [await signingSecret(), Date.now()];
    const proofOfWork = await workFor(table, secret, form, now);
    return {
      body: { shown: fillTimeToken(secret, form.id, now), proofOfWork },
      headers: corsHeaders(form, headers['origin']),
    };
  },
  preflightShowForm: async ({ params, headers }) => ({
    body: undefined,
    headers: preflightHeaders(await openForm(params.formId), headers['origin']),
  }),
  getEmbed: async ({ params, headers }) => {
    const body = embedScript(EMBED_BUNDLE, await openForm(params.formId));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const shared = {
      etag,
      'cache-control': BRIEFLY,
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    };
    if (headers['if-none-match'] === etag) return { status: 304, body: undefined, headers: shared };
    return { body, headers: shared };
  },
  getFormPage: async ({ params, query, headers }) => {
    const form = await openForm(params.formId);
    const page = formPage(form, {
      shown: fillTimeToken(await signingSecret(), form.id, Date.now()),
      address: `${originOf(headers)}/f/${form.id}`,
      referrer: headers['referer'],
      query,
    });
    return { body: page, headers: pageHeaders(form) };
  },
  getThanksPage: async ({ params }) => {
    const form = await openForm(params.formId);
    return { body: thanksPage(form), headers: pageHeaders(form) };
  },
});
