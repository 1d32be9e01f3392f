import { isDeepStrictEqual } from 'node:util';
import { caseNames } from '../enrichment/case-names.ts';
import { filled } from '../enrichment/provenance.ts';
import { isOtherAddress } from '../leads/lead-emails.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { LEAD_FIELDS } from '../leads/lead-fields.ts';
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

/** What a field holds once a row told of it; what a provider said counts as blank. */
const chooser =
  (lead: Lead, policyOf: PolicyOf) =>
  <T>(feeds: string, field: string, known: T | undefined, told: T | undefined): T | undefined => {
    const policy = policyOf(feeds);
    if (told === undefined || policy === 'never') return known;
    return policy === 'always' ? told : filled(lead, field, known, told);
  };

const withEntries = <T>(record: Record<string, T>): Record<string, T> | undefined =>
  Object.keys(record).length > 0 ? record : undefined;

/** The lead with what a row tells of it, as the columns' policies allow: `always` is what a person said who saw the plan; tags are added, never taken. */
export const mergeRow = (
  lead: Lead,
  told: Told,
  policyOf: PolicyOf,
  { tags = [], externalSystem = '' }: Pick<ImportOptions, 'tags' | 'externalSystem'>,
): Lead => {
  const chosen = chooser(lead, policyOf);
  const { fields: written } = caseNames(told);
  const fields = Object.fromEntries(
    LEAD_FIELDS.map((field) => [field, chosen<string | number>(field, field, lead[field], written[field])]),
  );
  const custom = { ...lead.custom };
  for (const [key, value] of Object.entries(told.custom ?? {})) {
    const kept = chosen(`custom.${key}`, `custom.${key}`, custom[key], value);
    if (kept !== undefined) custom[key] = kept;
  }
  const externalIds = { ...lead.externalIds };
  const externalId = chosen('externalId', 'externalId', externalIds[externalSystem], told.externalId);
  if (externalId !== undefined) externalIds[externalSystem] = externalId;
  const rowTags = policyOf('tags') === 'never' ? [] : (told.tags ?? []);
  const newTags = [...new Set([...tags, ...rowTags])].filter((tag) => !lead.tags?.includes(tag));
  const ownerId = chosen('owner', 'ownerId', lead.ownerId, told.ownerId);
  return keepFirst(lead, {
    ...lead,
    ...fields,
    // A row that says another address of the lead finds it by that one, and does not change its own.
    ...(told.email !== undefined && isOtherAddress(lead, told.email) && { email: lead.email }),
    ownerId,
    // The import says who has it, and its entry on the timeline says so.
    assignment: ownerId === lead.ownerId ? lead.assignment : undefined,
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

const FIELDS = [...LEAD_FIELDS, 'ownerId', 'tags'] as const;

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
