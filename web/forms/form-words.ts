import type { Form } from './form-queries.ts';

export type FormField = Form['fields'][number];
export type FormFieldKind = FormField['kind'];
export type Consent = Form['consents'][number];

/** What a field asks for, in the order in which it is offered. */
export const FORM_FIELD_KINDS = {
  text: 'One line',
  'long-text': 'Several lines',
  email: 'E-mail address',
  phone: 'Phone number',
  number: 'Number',
  date: 'Date',
  choice: 'One of a list',
  choices: 'Several of a list',
  checkbox: 'Tick box',
  hidden: 'Hidden',
} as const satisfies Readonly<Record<FormFieldKind, string>>;

/** The fields of a lead that a form may feed, in the order in which they are offered. */
export const LEAD_FEEDS = {
  email: 'E-mail',
  firstName: 'First name',
  lastName: 'Last name',
  company: 'Company',
  title: 'Job title',
  phone: 'Phone',
  industry: 'Industry',
  employees: 'Employees',
  country: 'Country',
  message: 'Message',
} as const;

/** When the browser has to work for its post. */
export const PROOF_LABELS = {
  off: 'Never',
  'under-pressure': 'When there are many posts',
  always: 'Always',
} as const satisfies Readonly<Record<Form['spam']['proofOfWork'], string>>;

/** The parts of a form, as they are named where somebody else changed one. */
export const PART_LABELS = {
  name: 'name',
  active: 'active or not',
  fields: 'fields',
  allowedOrigins: 'where it may be posted',
  thankYou: 'what happens afterwards',
  consents: 'consents',
  doubleOptIn: 'double opt-in',
  defaults: 'campaign and tags',
  spam: 'spam settings',
  dropIn: 'drop-in',
} as const;

export type FormPart = keyof typeof PART_LABELS;

const isKind = (text: string): text is FormFieldKind => Object.hasOwn(FORM_FIELD_KINDS, text);
const isProof = (text: string): text is Form['spam']['proofOfWork'] => Object.hasOwn(PROOF_LABELS, text);

/** The kind that a text names; one line when none. */
export const kindNamed = (text: string): FormFieldKind => (isKind(text) ? text : 'text');

/** The setting that a text names; under pressure when none. */
export const proofNamed = (text: string): Form['spam']['proofOfWork'] => (isProof(text) ? text : 'under-pressure');

/** Whether a field of the kind has a list of values. */
export const hasOptions = (kind: FormFieldKind): boolean => kind === 'choice' || kind === 'choices';

/** Where a form may be posted, in few words. */
export const placesInWords = ({ allowedOrigins }: Pick<Form, 'allowedOrigins'>): string => {
  if (allowedOrigins.includes('*')) return 'Any page';
  const [first, ...others] = allowedOrigins.map((origin) => origin.replace(/^https?:\/\//, ''));
  if (first === undefined) return 'Its own page only';
  return others.length === 0 ? first : `${first} and ${others.length} more`;
};
