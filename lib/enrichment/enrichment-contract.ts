import * as z from 'zod';
import { idParams, instant, line } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { customValue } from '../fields/field-contract.ts';
import { ADMIN, EVERYONE, SALES } from '../users/role.ts';

/** The fields of a lead that a provider may fill, beside custom ones (`custom.<key>`): what is true of the company and not of the person. */
export const PROVIDED_FIELDS = ['company', 'industry', 'employees', 'country'] as const;

const providedField = z.union([
  z.enum(PROVIDED_FIELDS),
  z.string().regex(/^custom\.[a-z][a-z0-9_]{0,39}$/, 'must be a field that a provider may fill'),
]);

/** A place in a JSON document (RFC 6901). */
const pointer = z
  .string()
  .max(200)
  .regex(/^(\/([^~/]|~[01])*)+$/, 'must be a place in the answer such as /company/industry');

export const providerId = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, 'must be a name such as firmographics');

/** What stands for the domain in the address of a provider. */
export const DOMAIN_PLACE = '{domain}';

/** Headers of HTTP itself, which no key belongs into. https://www.rfc-editor.org/rfc/rfc9110 */
const OWN_HEADERS =
  /^(host|connection|content-.*|transfer-encoding|accept.*|cookie|te|upgrade|expect|range|user-agent)$/i;

const MOST_FIELDS = 20;

const provider = z.strictObject({
  id: providerId,
  label: line(80).min(1),
  /** Its address, with {domain} where the company's domain goes: behind the host. */
  url: z
    .string()
    .max(500)
    .refine((url) => url.includes(DOMAIN_PLACE), `must have ${DOMAIN_PLACE} where the domain goes`)
    .refine((url) => URL.canParse(url.replaceAll(DOMAIN_PLACE, 'a')), 'must be an address'),
  /** The header that carries its key; the key itself is set on its own and never shown. */
  header: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,59}$/, 'must be the name of a header such as x-api-key')
    .refine((name) => !OWN_HEADERS.test(name), 'is a header that carries no key')
    .optional(),
  /** Which place of the answer fills which field. */
  fields: z
    .record(providedField, pointer)
    .refine((fields) => Object.keys(fields).length > 0, 'fills at least one field')
    .refine((fields) => Object.keys(fields).length <= MOST_FIELDS, `fills at most ${MOST_FIELDS} fields`),
  /** How far it is believed; of two that say different things the higher one is taken. */
  confidence: z.number().min(0.01).max(1),
  enabled: z.boolean(),
  /** Look-ups a day at most. */
  dailyBudget: z.number().int().min(1).max(1_000_000),
});
/** Each lead is looked up at every one of them. */
const MOST_PROVIDERS = 5;

export const providers = z.array(provider).max(MOST_PROVIDERS);
export type Provider = z.output<typeof provider>;

const enrichmentSettings = z.object({
  version: z.number().int(),
  providers: z.array(
    z.object({
      ...provider.shape,
      /** Whether a key is set. */
      hasKey: z.boolean(),
    }),
  ),
  /** A provider that this installation has to try things out with; only where it runs on one's own machine. */
  sample: provider.nullable(),
});

/** Whose word a value is. */
export const ORIGIN_KINDS = ['rep', 'form', 'import', 'provider'] as const;

const origin = z.object({ kind: z.enum(ORIGIN_KINDS), id: z.string().nullable(), label: z.string() });

export const LOOK_UP_STATES = ['found', 'not-found', 'failed'] as const;

/** Where the values of a lead come from. */
export const provenance = z.object({
  values: z.array(
    z.object({
      /** The field; a custom one as `custom.<key>`. */
      field: z.string(),
      value: customValue,
      source: origin,
      at: instant,
      confidence: z.number(),
      /** Whether capitals and small letters are ours. */
      cased: z.boolean(),
    }),
  ),
  /** What providers said that was not taken, because somebody who knows better said something else. */
  notTaken: z.array(
    z.object({ field: z.string(), value: customValue, source: origin, at: instant, confidence: z.number() }),
  ),
  /** What became of looking the company up, by provider that is switched on. */
  lookUps: z.array(
    z.object({
      provider: providerId,
      label: z.string(),
      /** null when it was not looked up, or so long ago that it is forgotten. */
      state: z.enum(LOOK_UP_STATES).nullable(),
      at: instant.nullable(),
      /** Why it failed. */
      fault: z.string().nullable(),
    }),
  ),
});

/** That a look-up was asked for; it happens within seconds. */
export const lookUpAsked = z.object({ askedAt: instant });

export const leadEnrichmentRoutes = {
  getLeadProvenance: defineRoute({
    method: 'GET',
    path: '/v1/leads/{id}/provenance',
    summary: 'Where each value of a lead comes from, since when, and how far it is believed',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: provenance },
    errors: ['lead-not-found'],
  }),
  enrichLead: defineRoute({
    method: 'POST',
    path: '/v1/leads/{id}/enrich',
    summary: 'Has the company of a lead looked up anew at the providers that are switched on',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    responses: { 202: lookUpAsked },
    errors: ['lead-not-found', 'lead-closed', 'no-company-domain', 'enrichment-off'],
  }),
};

export const enrichmentRoutes = {
  getEnrichment: defineRoute({
    method: 'GET',
    path: '/v1/settings/enrichment',
    summary: 'The providers at which companies are looked up',
    access: ADMIN,
    recordScope: 'all',
    responses: { 200: enrichmentSettings },
    errors: [],
  }),
  setEnrichment: defineRoute({
    method: 'PUT',
    path: '/v1/settings/enrichment',
    summary: 'Sets the providers; every version is kept',
    access: ADMIN,
    recordScope: 'all',
    body: z.strictObject({ providers }),
    ifMatch: 'required',
    responses: { 200: enrichmentSettings },
    errors: ['version-mismatch', 'invalid-fields'],
  }),
  setProviderKey: defineRoute({
    method: 'PUT',
    path: '/v1/settings/enrichment/{id}/key',
    summary: 'Sets the key of a provider, which is never shown again; null takes it away',
    access: ADMIN,
    recordScope: 'all',
    params: z.object({ id: providerId }),
    body: z.strictObject({
      key: z
        .string()
        .regex(/^[\x20-\x7e]{1,2000}$/, 'must be what a header may carry')
        .nullable(),
    }),
    responses: { 204: null },
    errors: ['provider-not-found'],
  }),
};
