import { readCountry } from '../enrichment/country.ts';
import { readHeadCount } from '../enrichment/head-count.ts';
import type { Origin } from '../enrichment/provenance.ts';
import { type CustomValue, readCustomValue } from '../fields/check-custom.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import { fedValue } from '../forms/fed-value.ts';
import type { Form } from '../forms/form.ts';
import { normalizeEmail } from '../identity/email.ts';
import type { LeadFields } from '../leads/lead.ts';
import type { Submission } from '../submissions/submission-entity.ts';

/** What a submission says of a person, in the words of a lead. */
export interface Told {
  readonly fields: LeadFields & { readonly email: string };
  readonly hasMessage: boolean;
  readonly custom: Record<string, CustomValue>;
  readonly tags: readonly string[];
}

const CUSTOM = 'custom.';

/** Characters, as for a rep (`personFields`); a form's line is longer. */
const LONGEST_INDUSTRY = 100;

/** Whose word it is what a submission says, and since when. */
export const originOfPost = ({ id }: Pick<Form, 'id'>, { receivedAt }: Pick<Submission, 'receivedAt'>): Origin => ({
  by: `form:${id}`,
  at: Date.parse(receivedAt),
});

/** The custom fields that the form feeds: read at that moment, as the form may feed one that was defined a second ago, and only where it feeds one. */
export const fieldsFedBy = async (
  form: Pick<Form, 'fields'>,
  customFields: () => Promise<readonly FieldDefinition[]>,
): Promise<readonly FieldDefinition[]> =>
  form.fields.some(({ feeds }) => feeds?.startsWith(CUSTOM)) ? await customFields() : [];

/**
 * Reads a submission by its form. Only fields that the form maps reach the lead, whatever else was posted. A custom value that no longer fits its
 * definition stays in the submission alone.
 */
export const mapSubmission = (
  form: Pick<Form, 'fields' | 'defaults'>,
  definitions: readonly FieldDefinition[],
  submission: Submission,
): Told => {
  const value = (target: string) => fedValue(form, submission.fields, target);
  const custom = form.fields.flatMap(({ key, feeds }) => {
    const given = submission.fields[key];
    if (!feeds?.startsWith(CUSTOM) || given === undefined) return [];
    const name = feeds.slice(CUSTOM.length);
    const definition = definitions.find((one) => one.key === name && one.on.includes('lead'));
    const read = definition && readCustomValue(definition, given);
    return read === undefined ? [] : [[name, read] as const];
  });
  return {
    fields: {
      email: normalizeEmail(value('email') ?? ''),
      firstName: value('firstName'),
      lastName: value('lastName'),
      company: value('company'),
      title: value('title'),
      phone: value('phone'),
      industry: value('industry')?.slice(0, LONGEST_INDUSTRY),
      employees: readHeadCount(value('employees') ?? ''),
      country: readCountry(value('country') ?? ''),
    },
    hasMessage: value('message') !== undefined,
    custom: Object.fromEntries(custom),
    tags: form.defaults.tags ?? [],
  };
};
