import { isDeepStrictEqual } from 'node:util';
import type { Lead } from '../leads/lead-entity.ts';
import { keepFirst } from '../learned-scoring/first-features.ts';
import type { ColumnMapping, ImportOptions } from './import-contract.ts';
import type { Told } from './plan-row.ts';

type Policy = ColumnMapping['write'];

/** When the column that feeds a field may write into a lead that exists; `never` for what no column feeds. */
export type PolicyOf = (feeds: string) => Policy;

/** The policies of the columns of an import; a full name has a say in those of its parts that have no column of their own. */
export const policiesOf = (columns: readonly ColumnMapping[]): PolicyOf => {
  const policies = new Map<string, Policy>();
  const fullName = columns.find(({ feeds }) => feeds === 'fullName');
  if (fullName) for (const part of ['firstName', 'lastName']) policies.set(part, fullName.write);
  for (const { feeds, write } of columns) if (feeds !== null) policies.set(feeds, write);
  return (feeds) => policies.get(feeds) ?? 'never';
};

const chosen = <T>(policy: Policy, known: T | undefined, told: T | undefined): T | undefined => {
  if (told === undefined || policy === 'never') return known;
  return policy === 'always' ? told : (known ?? told);
};

const withEntries = <T>(record: Record<string, T>): Record<string, T> | undefined =>
  Object.keys(record).length > 0 ? record : undefined;

/** The lead with what a row tells of it, as the columns' policies allow; tags are added, never taken. */
export const mergeRow = (
  lead: Lead,
  told: Told,
  policyOf: PolicyOf,
  { tags = [], externalSystem = '' }: Pick<ImportOptions, 'tags' | 'externalSystem'>,
): Lead => {
  const field = (name: 'email' | 'firstName' | 'lastName' | 'company' | 'title' | 'phone' | 'ownerId') =>
    chosen(policyOf(name === 'ownerId' ? 'owner' : name), lead[name], told[name]);
  const custom = { ...lead.custom };
  for (const [key, value] of Object.entries(told.custom ?? {})) {
    const kept = chosen(policyOf(`custom.${key}`), custom[key], value);
    if (kept !== undefined) custom[key] = kept;
  }
  const externalIds = { ...lead.externalIds };
  const externalId = chosen(policyOf('externalId'), externalIds[externalSystem], told.externalId);
  if (externalId !== undefined) externalIds[externalSystem] = externalId;
  const rowTags = policyOf('tags') === 'never' ? [] : (told.tags ?? []);
  const newTags = [...new Set([...tags, ...rowTags])].filter((tag) => !lead.tags?.includes(tag));
  return keepFirst(lead, {
    ...lead,
    email: field('email'),
    firstName: field('firstName'),
    lastName: field('lastName'),
    company: field('company'),
    title: field('title'),
    phone: field('phone'),
    ownerId: field('ownerId'),
    custom: withEntries(custom),
    externalIds: withEntries(externalIds),
    tags: newTags.length > 0 ? [...(lead.tags ?? []), ...newTags] : lead.tags,
  });
};

/** One field that differs. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

const FIELDS = ['email', 'firstName', 'lastName', 'company', 'title', 'phone', 'ownerId', 'tags'] as const;

const entriesOf = (record: Readonly<Record<string, unknown>> | undefined, prefix: string): [string, unknown][] =>
  Object.entries(record ?? {}).map(([key, value]) => [`${prefix}.${key}`, value]);

const flat = (lead: Lead): Map<string, unknown> =>
  new Map([
    ...FIELDS.map((field): [string, unknown] => [field, lead[field]]),
    ...entriesOf(lead.custom, 'custom'),
    ...entriesOf(lead.externalIds, 'externalIds'),
  ]);

/** What an import changed of a lead, field by field; what follows from it, such as the score, is left out. */
export const changesOf = (before: Lead, after: Lead): FieldChange[] => {
  const old = flat(before);
  return [...flat(after)]
    .filter(([field, value]) => !isDeepStrictEqual(value, old.get(field)))
    .map(([field, value]) => ({ field, before: old.get(field) ?? null, after: value ?? null }));
};
