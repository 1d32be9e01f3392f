import type { LEAD_FACTS } from '../../lib/scoring/condition-contract.ts';
import type { ENGAGEMENT_FACTS } from '../../lib/scoring/scoring-contract.ts';
import type { FieldDefinition } from '../fields/field-queries.ts';
import type { Operator, RuleGroup } from './scoring-queries.ts';

export type EngagementFact = (typeof ENGAGEMENT_FACTS)[number];

/** A value that a fact may have, and what people call it. */
export interface FactValue {
  readonly value: string;
  readonly label: string;
}

/** Something that rules can look at. */
export interface Fact {
  readonly id: string;
  readonly label: string;
  /** What it holds: any text, one or several of a list, a figure, or nothing but that it is so. */
  readonly kind: 'text' | 'listed' | 'figure' | 'flag';
  readonly values?: readonly FactValue[];
}

const MAILBOXES: readonly FactValue[] = [
  { value: 'company', label: 'a company’s' },
  { value: 'free-mail', label: 'free mail' },
  { value: 'disposable', label: 'throw-away' },
];

const SOURCES: readonly FactValue[] = [
  { value: 'form', label: 'a form' },
  { value: 'rep', label: 'a rep' },
  { value: 'import', label: 'a list' },
];

const EVENTS: readonly FactValue[] = [
  { value: 'submission', label: 'a submission' },
  { value: 'reply', label: 'a call or e-mail from them' },
];

const LEAD_FACT_WORDS = {
  company: { label: 'Company', kind: 'text' },
  title: { label: 'Job title', kind: 'text' },
  domainKind: { label: 'Mailbox', kind: 'listed', values: MAILBOXES },
  companyDomain: { label: 'Company domain', kind: 'text' },
  emailDomain: { label: 'E-mail domain', kind: 'text' },
  email: { label: 'E-mail', kind: 'text' },
  phone: { label: 'Phone', kind: 'text' },
  industry: { label: 'Industry', kind: 'text' },
  employees: { label: 'Employees', kind: 'figure' },
  country: { label: 'Country', kind: 'text' },
  phoneCountry: { label: 'Country of the phone', kind: 'text' },
  firstName: { label: 'First name', kind: 'text' },
  lastName: { label: 'Last name', kind: 'text' },
  tags: { label: 'Tag', kind: 'text' },
  source: { label: 'Source', kind: 'listed', values: SOURCES },
  form: { label: 'First form', kind: 'listed' },
} as const satisfies Readonly<Record<(typeof LEAD_FACTS)[number], Omit<Fact, 'id'>>>;

const ENGAGEMENT_FACT_WORDS = {
  event: { label: 'What they did', kind: 'listed', values: EVENTS },
  form: { label: 'Form', kind: 'listed' },
  page: { label: 'Page', kind: 'text' },
  campaign: { label: 'Campaign', kind: 'text' },
  message: { label: 'A message', kind: 'flag' },
} as const satisfies Readonly<Record<EngagementFact, Omit<Fact, 'id'>>>;

const isEngagementFact = (text: string): text is EngagementFact => Object.hasOwn(ENGAGEMENT_FACT_WORDS, text);

/** The fact of an engagement rule that a text names; what they did when none. */
export const engagementFactNamed = (text: string): EngagementFact => (isEngagementFact(text) ? text : 'event');

const kindOf = ({ kind }: FieldDefinition): Fact['kind'] => {
  if (kind === 'choice' || kind === 'choices') return 'listed';
  if (kind === 'boolean') return 'flag';
  return kind === 'number' ? 'figure' : 'text';
};

const customFact = (field: FieldDefinition): Fact => ({
  id: `custom.${field.key}`,
  label: field.label,
  kind: kindOf(field),
  ...(field.options && { values: field.options.map((value) => ({ value, label: value })) }),
});

/** What the rules of a group can look at: forms by their names, and the custom fields of leads. */
export const factsOf = (
  group: RuleGroup,
  forms: readonly FactValue[],
  fields: readonly FieldDefinition[],
): readonly Fact[] => {
  const words = Object.entries(group === 'fit' ? LEAD_FACT_WORDS : ENGAGEMENT_FACT_WORDS);
  const own = words.map(([id, fact]): Fact => ({ id, ...fact, ...(id === 'form' && { values: forms }) }));
  return group === 'fit' ? [...own, ...fields.map(customFact)] : own;
};

/** The fact of an id; one that is gone is called by its id. */
export const factNamed = (facts: readonly Fact[], id: string): Fact =>
  facts.find((fact) => fact.id === id) ?? { id, label: id, kind: 'text' };

const OPERATORS = {
  text: ['exists', 'equals', 'in', 'contains', 'prefix'],
  listed: ['equals', 'in', 'exists'],
  figure: ['range', 'equals', 'exists'],
  flag: ['exists'],
} as const satisfies Readonly<Record<Fact['kind'], readonly Operator[]>>;

/** How a fact can be looked at, in the order in which it is offered. */
export const operatorsOf = ({ kind }: Fact): readonly Operator[] => OPERATORS[kind];

const VALUES = [...MAILBOXES, ...SOURCES, ...EVENTS];

/** What a rule found, as people say it; nothing where it only says that there is something. */
export const evidenceInWords = (evidence: string | null): string | undefined => {
  if (evidence === null || evidence === '' || evidence === 'true') return undefined;
  return VALUES.find(({ value }) => value === evidence)?.label ?? evidence;
};
