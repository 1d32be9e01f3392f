import type { Features } from './outcome-counts.ts';
import { readTitle } from './title-words.ts';

/** What may change of what is learned from: a rep edits it, or a later form or list fills it in. */
export interface ChangingFacts {
  readonly domainKind?: 'company' | 'free-mail' | 'disposable' | undefined;
  readonly company?: string | undefined;
  readonly title?: string | undefined;
  readonly phone?: string | undefined;
  /** ISO 3166, two capital letters. */
  readonly phoneCountry?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly custom?: Readonly<Record<string, string | number | boolean | readonly string[]>> | undefined;
}

/** What is told once, when the lead comes in. */
export interface EntryFacts {
  /** `form:<id>`, `import:<id>` or `rep`. */
  readonly source: string;
  /** Campaign parameters of the first submission. */
  readonly medium?: string | undefined;
  readonly campaign?: string | undefined;
  /** Whether the first submission had a message, where there is one and it is known. */
  readonly hasMessage?: boolean | undefined;
  /** Whether the person was known before: a contact, or a lead of former times. */
  readonly knownBefore: boolean;
  /** When the lead came in; milliseconds since the epoch. */
  readonly enteredAt: number;
}

type Entry = readonly [feature: string, value: string];

/** Longer texts are no values that come again. */
const MOST_CHARACTERS = 60;
/** Tags and choices of one lead that are looked at: each pair of values is counted. */
const MOST_OF_A_KIND = 10;

const isEmpty = (text: string | undefined): boolean => text === undefined || text.trim() === '';

const folded = (text: string): string => text.trim().toLowerCase().slice(0, MOST_CHARACTERS).toWellFormed();

/** Numbers fall into powers of ten: what is 10 to 99 is alike. */
const magnitude = (number: number): string => {
  if (!Number.isFinite(number)) return 'none';
  if (Math.abs(number) < 1) return number < 0 ? 'below 0' : 'below 1';
  const digits = Math.floor(Math.log10(Math.abs(number)));
  const sign = number < 0 ? '-' : '';
  return `${sign}${10 ** digits} to ${sign}${10 ** (digits + 1)}`;
};

/** Before the key of a custom field; behind the key comes `:<choice>` where several may be chosen. */
const CUSTOM = 'custom.';

/** The key of the custom field that a feature is about, or `undefined` when it is about something else. */
export const customKeyOf = (feature: string): string | undefined =>
  feature.startsWith(CUSTOM) ? feature.slice(CUSTOM.length).split(':')[0] : undefined;

const customFeatures = (custom: NonNullable<ChangingFacts['custom']>): Entry[] =>
  Object.entries(custom).flatMap(([key, value]): Entry[] => {
    const feature = `${CUSTOM}${key}`;
    if (typeof value === 'number') return [[feature, magnitude(value)]];
    if (typeof value === 'boolean') return [[feature, value ? 'yes' : 'no']];
    if (typeof value === 'string') return isEmpty(value) ? [] : [[feature, folded(value)]];
    return value.slice(0, MOST_OF_A_KIND).map((choice): Entry => [`${feature}:${folded(choice)}`, 'yes']);
  });

const titleFeatures = (title: string | undefined): Entry[] => {
  if (title === undefined || isEmpty(title)) return [['seniority', 'none']];
  const { seniority, department } = readTitle(title);
  return [
    ['seniority', seniority],
    ['department', department],
  ];
};

/** One value for each feature that may change, few enough that they come again. Nothing that names a person or a company. */
export const changingFeatures = (facts: ChangingFacts): Features =>
  Object.fromEntries<string>([
    ['address', facts.domainKind ?? 'none'],
    ['company', isEmpty(facts.company) ? 'none' : 'named'],
    ...titleFeatures(facts.title),
    ['phone', isEmpty(facts.phone) ? 'none' : 'given'],
    ...(facts.phoneCountry === undefined ? [] : [['phone-country', facts.phoneCountry] as const]),
    ...(facts.tags ?? []).slice(0, MOST_OF_A_KIND).map((tag): Entry => [`tag:${folded(tag)}`, 'yes']),
    ...customFeatures(facts.custom ?? {}),
  ]);

/** When people fill in forms tells something; when a file was imported or a rep typed tells nothing of them. Hours and days are UTC. */
const timeFeatures = (enteredAt: number): Entry[] => {
  const date = new Date(enteredAt);
  const from = 6 * Math.floor(date.getUTCHours() / 6);
  return [
    ['hours', `${from} to ${from + 6}`],
    ['day', date.getUTCDay() % 6 === 0 ? 'weekend' : 'weekday'],
  ];
};

/** One value for each feature that stays as it was when the lead came in. */
export const entryFeatures = (facts: EntryFacts): Features => {
  const [source = '', formId] = facts.source.split(':', 2);
  return Object.fromEntries<string>([
    ['source', source],
    ...(source === 'form' && formId !== undefined ? [['form', formId] as const, ...timeFeatures(facts.enteredAt)] : []),
    ...(isEmpty(facts.medium) ? [] : [['medium', folded(facts.medium ?? '')] as const]),
    ...(isEmpty(facts.campaign) ? [] : [['campaign', folded(facts.campaign ?? '')] as const]),
    ...(facts.hasMessage === undefined ? [] : [['message', facts.hasMessage ? 'yes' : 'no'] as const]),
    ['known-before', facts.knownBefore ? 'yes' : 'no'],
  ]);
};
