import * as z from 'zod';
import { line } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { ADMIN, EVERYONE } from '../users/role.ts';

/** What a custom field holds. */
export const FIELD_KINDS = ['text', 'long-text', 'number', 'date', 'boolean', 'choice', 'choices', 'url'] as const;
/** The records that may have custom fields. */
export const FIELD_RECORDS = ['lead', 'account', 'contact', 'opportunity'] as const;

/** Keys are stable and short: they are stored with every record. */
export const fieldKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be a key such as team_size')
  .refine((key) => !(key in {}), 'is a name that means something else here');

const definition = z
  .strictObject({
    key: fieldKey,
    label: line(80).min(1),
    kind: z.enum(FIELD_KINDS),
    /** The values of a choice. */
    options: z.array(line(80).min(1)).min(1).max(100).optional(),
    on: z.array(z.enum(FIELD_RECORDS)).min(1),
    /** Where a lead's value goes at conversion: fields of these records, by key. */
    convertsTo: z
      .strictObject({ account: fieldKey.optional(), contact: fieldKey.optional(), opportunity: fieldKey.optional() })
      .optional(),
  })
  .refine(({ kind, options }) => (kind === 'choice' || kind === 'choices') === (options !== undefined), {
    message: 'options go with a choice, and a choice needs them',
    path: ['options'],
  });

/** At most this many custom fields, so that records stay small. */
const MOST_FIELDS = 100;

export const fieldDefinitions = z.array(definition).max(MOST_FIELDS);

export type FieldDefinition = z.output<typeof definition>;
export type FieldRecord = (typeof FIELD_RECORDS)[number];

/** Values of custom fields by key; null empties one. */
export const customInput = z.record(fieldKey, z.unknown());
export const customValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
export const customValues = z.record(z.string(), customValue);

/** Tags are short words in lower case. */
export const tags = z.array(line(40).min(1).toLowerCase()).max(50);

export const fieldSettings = z.object({ version: z.number().int(), fields: fieldDefinitions });

export const fieldRoutes = {
  getFields: defineRoute({
    method: 'GET',
    path: '/v1/settings/fields',
    summary: 'The custom fields',
    access: EVERYONE,
    recordScope: 'all',
    responses: { 200: fieldSettings },
    errors: [],
  }),
  setFields: defineRoute({
    method: 'PUT',
    path: '/v1/settings/fields',
    summary: 'Sets the custom fields; every version is kept, and values of a field that goes stay stored',
    access: ADMIN,
    recordScope: 'all',
    body: z.strictObject({ fields: fieldDefinitions }),
    ifMatch: 'required',
    responses: { 200: fieldSettings },
    errors: ['version-mismatch', 'invalid-fields'],
  }),
};
