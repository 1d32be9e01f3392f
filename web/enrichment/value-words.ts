import type { Lead } from '../leads/lead-queries.ts';
import { LOCALE } from '../wording/locale.ts';
import type { KnownValue, Provenance } from './provenance-queries.ts';

/** The fields of a lead as people call them, in the order in which they are shown. */
export const VALUE_LABELS: Readonly<Record<string, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  phone: 'Phone',
  company: 'Company',
  title: 'Job title',
  industry: 'Industry',
  employees: 'Employees',
  country: 'Country',
};

const countryNames = new Intl.DisplayNames(LOCALE, { type: 'region' });

/** A country by its name. */
export const countryInWords = (code: string): string => countryNames.of(code) ?? code;

type Value = KnownValue['value'];

/** A value of one of a lead's own fields as people read it. */
export const ownValueInWords = (field: string, value: Value): string => {
  if (field === 'country' && typeof value === 'string') return countryInWords(value);
  return typeof value === 'number' ? new Intl.NumberFormat(LOCALE).format(value) : String(value);
};

const KINDS: Readonly<Record<KnownValue['source']['kind'], string>> = {
  rep: 'From',
  form: 'From the form',
  import: 'From the list',
  provider: 'Looked up at',
};

/** Whose word a value is. */
export const sourceInWords = ({ kind, id, label }: KnownValue['source']): string =>
  id === null ? label : `${KINDS[kind]} ${label}`;

/** How far a value is believed, as a part of a hundred. */
export const confidenceInWords = (confidence: number): string =>
  new Intl.NumberFormat(LOCALE, { style: 'percent' }).format(confidence);

const LINES = {
  mobile: 'Mobile',
  landline: 'Landline',
  'mobile-or-landline': 'Mobile or landline',
  other: 'Special number',
} as const;

/** What a phone number says by itself, or `undefined`. */
export const lineInWords = ({ phoneFacts }: Pick<Lead, 'phoneFacts'>): string | undefined => {
  if (!phoneFacts) return undefined;
  const { country, kind } = phoneFacts;
  return [kind && LINES[kind], country && countryInWords(country)].filter(Boolean).join(', ') || undefined;
};

const MINUTE = 60_000;

const clockAt = (now: number, minutesAhead: number): string =>
  new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(
    now + minutesAhead * MINUTE,
  );

/** What the clocks show where somebody is: one time, or from when to when in a country of several zones. */
export const timeThere = ({ offset: { from, to } }: NonNullable<Lead['time']>, now: number): string =>
  from === to ? clockAt(now, from) : `${clockAt(now, from)} to ${clockAt(now, to)}`;

const FAULTS: Readonly<Record<string, string>> = {
  'address-refused': 'its address is not on the open web',
  'not-https': 'its address does not begin with https',
  'not-json': 'its answer is not JSON',
  'too-large': 'its answer is too large',
  'too-many-redirects': 'it sends us on and on',
  'budget-spent': 'the look-ups of today are used up',
  'http-401': 'it does not take the key',
  'http-403': 'it does not take the key',
};

/** What became of a look-up. */
export const lookUpInWords = ({ label, state, fault }: Provenance['lookUps'][number]): string => {
  switch (state) {
    case 'found':
      return `${label} knows the company`;
    case 'not-found':
      return `${label} does not know the company`;
    case 'failed':
      return `${label} could not be asked: ${FAULTS[fault ?? ''] ?? `it answers ${fault}`}`;
    case null:
      return `${label} was not asked yet`;
  }
};
