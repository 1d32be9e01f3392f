import { newRow } from '../forms/rows.ts';
import type { Condition } from './routing-queries.ts';

/** Ways to look at a fact, as a person picks them. */
export const LOOKS = {
  equals: 'is',
  'not equals': 'is not',
  in: 'is one of',
  'not in': 'is none of',
  contains: 'contains',
  'not contains': 'does not contain',
  prefix: 'begins with',
  'not prefix': 'does not begin with',
  range: 'is between',
  'not range': 'is not between',
  exists: 'is known',
  'not exists': 'is not known',
} as const;

export type Look = keyof typeof LOOKS;
export const LOOK_KEYS = [
  'equals',
  'not equals',
  'in',
  'not in',
  'contains',
  'not contains',
  'prefix',
  'not prefix',
  'range',
  'not range',
  'exists',
  'not exists',
] as const satisfies readonly Look[];

/** What a rule may look at, in words; custom fields come beside. */
export const FACT_LABELS: Readonly<Record<string, string>> = {
  country: 'Country of phone',
  score: 'Score',
  grade: 'Grade',
  candidate: 'Candidate',
  source: 'Source',
  form: 'Form',
  company: 'Company',
  title: 'Job title',
  companyDomain: 'Company domain',
  emailDomain: 'E-mail domain',
  domainKind: 'Kind of mailbox',
  email: 'E-mail',
  phone: 'Phone',
  firstName: 'First name',
  lastName: 'Last name',
  tags: 'Tags',
};

/** What may be typed for a fact. */
export const FACT_HINTS: Readonly<Record<string, string>> = {
  country: 'Two letters, such as DE or US',
  source: 'form or import',
  form: 'The id of the form, such as demo',
  domainKind: 'company, free-mail or disposable',
};

/** A condition as it is typed. */
export interface ConditionDraft {
  readonly row: string;
  readonly fact: string;
  readonly look: Look;
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

const EMPTY = { text: '', from: '', to: '' };

/** A condition to begin with. */
export const newCondition = (): ConditionDraft => ({ row: newRow(), fact: 'country', look: 'in', ...EMPTY });

/** A condition ready to be edited. */
export const conditionDraftOf = (condition: Condition): ConditionDraft => {
  const { fact, op, not = false } = condition;
  const draft = { row: newRow(), fact, look: not ? (`not ${op}` as const) : op, ...EMPTY };
  switch (condition.op) {
    case 'exists':
      return draft;
    case 'in':
      return { ...draft, text: condition.values.join(', ') };
    case 'range':
      return { ...draft, from: String(condition.from ?? ''), to: String(condition.to ?? '') };
    default:
      return { ...draft, text: condition.value };
  }
};

const numberIn = (text: string): number | undefined => {
  const number = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) ? undefined : number;
};

const wordsIn = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

/** The condition that is meant, or a word on what is missing. */
export const conditionOf = ({ fact, look, text, from, to }: ConditionDraft): Condition | string => {
  const not = look.startsWith('not ') ? { not: true } : {};
  switch (look) {
    case 'exists':
    case 'not exists':
      return { fact, op: 'exists', ...not };
    case 'range':
    case 'not range': {
      const [low, high] = [numberIn(from), numberIn(to)];
      if (low === undefined && high === undefined) return 'Say from or up to which number.';
      return {
        fact,
        op: 'range',
        ...(low !== undefined && { from: low }),
        ...(high !== undefined && { to: high }),
        ...not,
      };
    }
    case 'in':
    case 'not in': {
      const values = wordsIn(text);
      return values.length > 0 ? { fact, op: 'in', values, ...not } : 'Type one or several, with commas between them.';
    }
    default: {
      const value = text.trim();
      if (value === '') return 'Type what to look for.';
      if (look === 'contains' || look === 'not contains') return { fact, op: 'contains', value, ...not };
      if (look === 'prefix' || look === 'not prefix') return { fact, op: 'prefix', value, ...not };
      return { fact, op: 'equals', value, ...not };
    }
  }
};

/** A condition in words, with the label of its fact. */
export const conditionInWords = (condition: Condition, labelOf: (fact: string) => string): string => {
  const { fact, op, not = false } = condition;
  if (fact === 'candidate') return not ? 'is no candidate' : 'is a candidate';
  const look: Look = not ? `not ${op}` : op;
  const start = `${labelOf(fact)} ${LOOKS[look]}`;
  switch (condition.op) {
    case 'exists':
      return start;
    case 'in':
      return `${start} ${condition.values.join(', ')}`;
    case 'range': {
      const { from, to } = condition;
      if (from === undefined) return `${labelOf(fact)} is ${not ? 'over' : 'at most'} ${to ?? ''}`;
      if (to === undefined) return `${labelOf(fact)} is ${not ? 'under' : 'at least'} ${from}`;
      return `${start} ${from} and ${to}`;
    }
    default:
      return `${start} ${condition.value}`;
  }
};
