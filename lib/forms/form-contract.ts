import * as z from 'zod';
import { instant, line, page, pageQuery, text } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { fieldKey, tags } from '../fields/field-contract.ts';
import { LEAD_FIELDS } from '../leads/lead-fields.ts';
import { isReserved } from '../spam/reserved-fields.ts';
import { FORM_READERS, MARKETING } from '../users/role.ts';

/** A form's id as it stands in addresses. */
export const formId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be a form id');
export const formParams = z.object({ formId });

/** What a field of a form asks for. */
export const FORM_FIELD_KINDS = [
  'text',
  'long-text',
  'email',
  'phone',
  'number',
  'date',
  'choice',
  'choices',
  'checkbox',
  'hidden',
] as const;

/** The fields of a lead that a form may feed; a custom field is named `custom.<key>`. */
export const LEAD_FEEDS = [...LEAD_FIELDS, 'message'] as const;

const feeds = z.union([
  z.enum(LEAD_FEEDS),
  z.string().regex(/^custom\.[a-z][a-z0-9_]{0,39}$/, 'must be a field of a lead'),
]);

const formField = z
  .strictObject({
    /** The name under which it is posted. */
    key: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,59}$/, 'must be a field name such as firstName')
      .refine((key) => !isReserved(key) && !(key in {}), 'is a name that means something else here'),
    label: line(120).min(1),
    kind: z.enum(FORM_FIELD_KINDS),
    required: z.boolean().default(false),
    placeholder: line(120).optional(),
    options: z.array(line(120).min(1)).min(1).max(100).optional(),
    /** Which field of the lead it feeds; without one it is kept as an extra of the submission. */
    feeds: feeds.optional(),
  })
  .refine(({ kind, options }) => (kind === 'choice' || kind === 'choices') === (options !== undefined), {
    message: 'options go with a choice, and a choice needs them',
    path: ['options'],
  });

/** Written as a URL writes itself, in ASCII: it goes out in a header. */
const webAddress = z.url({ protocol: /^https?$/, normalize: true }).max(1000);

const origin = z.union([
  z.literal('*'),
  z
    .url({ protocol: /^https?$/ })
    .refine((value) => new URL(value).origin === value, { message: 'must be an origin such as https://example.com' }),
]);

const consent = z.strictObject({
  /** What the consent is for; ledger entries of one purpose belong together. */
  purpose: fieldKey,
  wording: text(2000).min(1),
  required: z.boolean().default(false),
});

const spam = z.strictObject({
  /** Seconds that a person needs at least; quicker posts with a fill-time token are suspects. */
  minimumSeconds: z.number().int().min(0).max(60).default(2),
  /** Whether a post without a fill-time token is a suspect; leave off for pages that post by themselves. */
  tokenRequired: z.boolean().default(false),
  /** When the browser has to work for its post: never, under pressure, or always. */
  proofOfWork: z.enum(['off', 'under-pressure', 'always']).default('under-pressure'),
  /** Posts a minute before the form is under pressure. */
  perMinute: z.number().int().min(1).max(100_000).default(600),
  /** Posts a minute from one address prefix before they are suspects. */
  perAddressPerMinute: z.number().int().min(1).max(10_000).default(30),
});

const editable = {
  name: line(120).min(1),
  active: z.boolean(),
  fields: z.array(formField).min(1).max(60),
  /** Origins whose pages may post from a browser; `*` = any page. */
  allowedOrigins: z.array(origin).max(50),
  thankYou: z.strictObject({ text: text(2000).optional(), redirect: webAddress.optional() }),
  consents: z.array(consent).max(10),
  /** Whether consent counts only after a click on a link in a mail. */
  doubleOptIn: z.boolean(),
  defaults: z.strictObject({ campaign: line(120).optional(), tags: tags.optional() }),
  spam,
  /** Whose posts in another system's format belong to this form. */
  dropIn: z.strictObject({
    /** Salesforce organisation id of a Web-to-Lead form. */
    webToLeadOid: z
      .string()
      .regex(/^[A-Za-z0-9]{15,18}$/, 'must be an organisation id of 15 to 18 characters')
      .optional(),
    /** HubSpot form GUID. */
    hubspotFormGuid: z.guid().toLowerCase().optional(),
  }),
};

const keysAreUnique = ({ fields }: { fields?: readonly { key: string }[] | undefined }): boolean =>
  new Set(fields?.map(({ key }) => key)).size === (fields?.length ?? 0);

const UNIQUE_KEYS = { message: 'each field needs a name of its own', path: ['fields'] };

export const form = z.object({
  id: formId,
  /** Counts up with each change; a submission knows the version that it answered. */
  version: z.number().int(),
  ...editable,
  createdAt: instant,
  updatedAt: instant,
});

export const formRoutes = {
  listForms: defineRoute({
    method: 'GET',
    path: '/v1/forms',
    summary: 'All forms, by name',
    access: FORM_READERS,
    recordScope: 'all',
    query: z.object(pageQuery),
    responses: { 200: page(form) },
    errors: ['invalid-cursor'],
  }),
  createForm: defineRoute({
    method: 'POST',
    path: '/v1/forms',
    summary: 'Makes a form; what is left out gets a sensible default',
    access: MARKETING,
    recordScope: 'all',
    body: z
      .strictObject({
        ...editable,
        active: editable.active.default(true),
        allowedOrigins: editable.allowedOrigins.default(['*']),
        thankYou: editable.thankYou.default({ text: 'Thank you. We will be in touch.' }),
        consents: editable.consents.default([]),
        doubleOptIn: editable.doubleOptIn.default(false),
        defaults: editable.defaults.default({}),
        spam: spam.prefault({}),
        dropIn: editable.dropIn.default({}),
      })
      .refine(keysAreUnique, UNIQUE_KEYS),
    responses: { 201: form },
    errors: ['drop-in-taken', 'invalid-form', 'mail-not-set-up'],
  }),
  getForm: defineRoute({
    method: 'GET',
    path: '/v1/forms/{formId}',
    summary: 'One form as it is now, or as it was: version',
    access: MARKETING,
    recordScope: 'all',
    params: formParams,
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    responses: { 200: form },
    errors: ['form-not-found'],
  }),
  updateForm: defineRoute({
    method: 'PATCH',
    path: '/v1/forms/{formId}',
    summary: 'Changes a form; the version before is kept',
    access: MARKETING,
    recordScope: 'all',
    params: formParams,
    body: z
      .strictObject({ ...editable, spam: spam.partial() })
      .partial()
      .refine(keysAreUnique, UNIQUE_KEYS),
    ifMatch: 'required',
    responses: { 200: form },
    errors: ['form-not-found', 'version-mismatch', 'drop-in-taken', 'invalid-form', 'mail-not-set-up'],
  }),
  deleteForm: defineRoute({
    method: 'DELETE',
    path: '/v1/forms/{formId}',
    summary: 'Takes a form away; its versions and submissions stay',
    access: MARKETING,
    recordScope: 'all',
    params: formParams,
    ifMatch: 'optional',
    responses: { 204: null },
    errors: ['form-not-found', 'form-needed', 'version-mismatch'],
  }),
};

export type FormWire = z.output<typeof form>;
