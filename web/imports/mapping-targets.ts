import type { TARGETS } from '../../lib/lists/list-mapping.ts';
import type { FieldDefinition } from '../fields/field-queries.ts';

type Feed = (typeof TARGETS)[number];

/** What a column may feed beside custom fields, in the order in which it is offered. */
export const FEED_LABELS = {
  email: 'E-mail',
  firstName: 'First name',
  lastName: 'Last name',
  fullName: 'Full name',
  company: 'Company',
  title: 'Job title',
  phone: 'Phone',
  industry: 'Industry',
  employees: 'Employees',
  country: 'Country',
  externalId: 'Id in another system',
  owner: 'Owner, by e-mail address',
  tags: 'Tags',
} as const satisfies Readonly<Record<Feed, string>>;

const labels: ReadonlyMap<string, string> = new Map(Object.entries(FEED_LABELS));

const CUSTOM = 'custom.';

/** The custom field that a target names, or `undefined`. */
export const customTarget = (feeds: string | null, fields: readonly FieldDefinition[]): FieldDefinition | undefined =>
  feeds?.startsWith(CUSTOM) ? fields.find(({ key }) => key === feeds.slice(CUSTOM.length)) : undefined;

/** The target that writes into a custom field. */
export const targetOf = ({ key }: FieldDefinition): string => `${CUSTOM}${key}`;

/** A target, or a field of a record, as people call it; one that is not known by its name. */
export const targetLabel = (feeds: string, fields: readonly FieldDefinition[]): string =>
  labels.get(feeds) ?? customTarget(feeds, fields)?.label ?? feeds.replace(CUSTOM, '');
