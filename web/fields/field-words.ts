import type { FieldKind, FieldRecord } from './field-queries.ts';

/** What a custom field holds, in the order in which it is offered. */
export const FIELD_KIND_LABELS = {
  text: 'One line',
  'long-text': 'Several lines',
  number: 'Number',
  date: 'Date',
  boolean: 'Yes or no',
  choice: 'One of a list',
  choices: 'Several of a list',
  url: 'Web address',
} as const satisfies Readonly<Record<FieldKind, string>>;

/** The records that may have custom fields. */
export const FIELD_RECORD_LABELS = {
  lead: 'Leads',
  account: 'Accounts',
  contact: 'Contacts',
  opportunity: 'Opportunities',
} as const satisfies Readonly<Record<FieldRecord, string>>;

/** The records in the order in which they are offered. */
export const FIELD_RECORDS = ['lead', 'account', 'contact', 'opportunity'] as const satisfies readonly FieldRecord[];

/** The records to which a lead's value may go at conversion. */
export const CONVERSION_TARGETS = ['account', 'contact', 'opportunity'] as const satisfies readonly FieldRecord[];

const isKind = (text: string): text is FieldKind => Object.hasOwn(FIELD_KIND_LABELS, text);

/** The kind that a text names; one line when none. */
export const fieldKindNamed = (text: string): FieldKind => (isKind(text) ? text : 'text');

/** Whether a field of the kind has a list of values. */
export const isChoice = (kind: FieldKind): boolean => kind === 'choice' || kind === 'choices';
