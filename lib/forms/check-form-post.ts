import { createHash } from 'node:crypto';
import { type Attribution, isAttribution, readAttribution } from '../attribution/attribution.ts';
import { calendarDay, emailAddress, line, phoneNumber, text } from '../contract/fields.ts';
import { type FieldError, invalid } from '../errors.ts';
import { isReserved, RESERVED_FIELDS } from '../spam/reserved-fields.ts';
import { CONSENT_PREFIX } from './embed-contract.ts';
import type { Form, FormField } from './form.ts';

/** A post that the form takes: its own fields, extras that it does not know, and what was consented to. */
export interface CheckedPost {
  readonly fields: Record<string, string>;
  readonly extra: Record<string, string>;
  readonly consents: GivenConsent[];
  readonly attribution: Attribution | undefined;
}

/** A consent as it was given: the hash says which wording the person saw. */
export interface GivenConsent {
  readonly purpose: string;
  readonly wordingHash: string;
}

const LINE = 400;
const TEXT = 4000;
/** Extras: how many, and characters of each name and value. */
const MOST_EXTRAS = 50;
const EXTRA_NAME = 60;
const EXTRA_VALUE = 500;

/** The hash by which a consent's wording is known in the ledger. */
export const wordingHash = (wording: string): string =>
  createHash('sha256').update(wording).digest('base64url').slice(0, 22);

const asText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
};

const isTicked = (value: unknown): boolean => /^(on|true|yes|1)$/i.test(asText(value) ?? '');

const isOption = (field: FormField, value: string): boolean => field.options?.includes(value) ?? false;

/** The value of one field as it is stored, or what is wrong with it. */
const readField = (field: FormField, posted: unknown): { value?: string; fault?: string } => {
  if (field.kind === 'checkbox') return isTicked(posted) ? { value: 'true' } : {};
  if (field.kind === 'choices') {
    const chosen = [posted].flat().flatMap((one) => asText(one) ?? []);
    if (!chosen.every((one) => isOption(field, one))) return { fault: 'is none of the choices' };
    return chosen.length > 0 ? { value: chosen.join('; ') } : {};
  }
  const given = asText(posted);
  if (given === undefined)
    return posted === undefined || posted === null || posted === ''
      ? {}
      : typeof posted === 'string'
        ? {}
        : { fault: 'must be text' };
  const parse = (schema: ReturnType<typeof text> | typeof emailAddress) => {
    const result = schema.safeParse(given);
    return result.success ? { value: result.data } : { fault: result.error.issues[0]?.message ?? 'cannot be taken' };
  };
  switch (field.kind) {
    case 'email':
      return parse(emailAddress);
    case 'phone':
      return parse(phoneNumber);
    case 'long-text':
      return parse(text(TEXT));
    case 'number':
      return /^[+-]?\d{1,15}([.,]\d{1,6})?$/.test(given.trim())
        ? { value: given.trim() }
        : { fault: 'must be a number' };
    case 'date':
      return calendarDay.safeParse(given).success ? { value: given } : { fault: 'must be a date' };
    case 'choice':
      return isOption(field, given) ? { value: given } : { fault: 'is none of the choices' };
    default:
      return parse(line(LINE));
  }
};

const readConsents = (form: Form, posted: Readonly<Record<string, unknown>>, errors: FieldError[]): GivenConsent[] =>
  form.consents.flatMap(({ purpose, wording, required }) => {
    const path = `${CONSENT_PREFIX}${purpose}`;
    if (isTicked(posted[path])) return [{ purpose, wordingHash: wordingHash(wording) }];
    if (required) errors.push({ path, message: 'is needed' });
    return [];
  });

/** No name at all, which the table does not take, and those that every object has: the SDK asks an item for its `constructor`. */
const isNoName = (name: string): boolean => name === '' || name in {};

const asJson = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested so deep that it cannot be written: what nobody could read is not kept.
    return undefined;
  }
};

const readExtra = (form: Form, posted: Readonly<Record<string, unknown>>): Record<string, string> => {
  const known = new Set(form.fields.map(({ key }) => key));
  const unknown = Object.entries(posted).filter(
    ([name]) =>
      !known.has(name) &&
      !isNoName(name) &&
      !isReserved(name) &&
      !isAttribution(name) &&
      !name.startsWith(CONSENT_PREFIX),
  );
  const kept = unknown.slice(0, MOST_EXTRAS).flatMap(([name, value]) => {
    const content = asText(value) ?? (typeof value === 'object' && value !== null ? asJson(value) : undefined);
    return content === undefined
      ? []
      : [[name.slice(0, EXTRA_NAME).toWellFormed(), content.slice(0, EXTRA_VALUE).toWellFormed()]];
  });
  return Object.fromEntries(kept);
};

/** A post with the form's own campaign where its page named none. */
const withCampaign = ({ defaults }: Form, posted: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...posted,
  ...(defaults.campaign && !asText(posted['utm_campaign']) && { utm_campaign: defaults.campaign }),
});

/**
 * Checks a post against its form. Fields that the form does not know are kept as extras, up to 50, and feed nothing. Errors: `invalid-fields` with
 * each field at fault.
 */
export const checkFormPost = (form: Form, posted: Readonly<Record<string, unknown>>, at: string): CheckedPost => {
  const errors: FieldError[] = [];
  const fields: Record<string, string> = {};
  for (const field of form.fields) {
    const { value, fault } = readField(field, posted[field.key]);
    if (fault) errors.push({ path: field.key, message: fault });
    else if (value !== undefined) fields[field.key] = value;
    else if (field.required) errors.push({ path: field.key, message: 'is needed' });
  }
  const consents = readConsents(form, posted, errors);
  if (errors.length > 0) throw invalid('invalid-fields', 'Some fields of the form cannot be taken.', errors);
  const from = { referrer: posted[RESERVED_FIELDS.referrer], landingPage: posted[RESERVED_FIELDS.landingPage] };
  const attribution = readAttribution(withCampaign(form, posted), from, at);
  return { fields, extra: readExtra(form, posted), consents, attribution };
};
