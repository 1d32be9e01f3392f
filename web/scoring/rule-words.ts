import { listed } from '../imports/import-words.ts';
import { type Fact, factNamed } from './fact-words.ts';
import type { Condition, Operator, RuleGroup, ScoringRule } from './scoring-queries.ts';

export const GROUP_LABELS = { fit: 'Fit', engagement: 'Engagement' } as const satisfies Readonly<
  Record<RuleGroup, string>
>;

export const GROUP_NOTES = {
  fit: 'Who they are: the person and the company.',
  engagement: 'What they did by themselves: each submission, and each call or e-mail that came from them.',
} as const satisfies Readonly<Record<RuleGroup, string>>;

const OPERATOR_WORDS = {
  exists: ['is given', 'is not given'],
  equals: ['is', 'is not'],
  in: ['is one of', 'is none of'],
  contains: ['contains', 'does not contain'],
  prefix: ['begins with', 'does not begin with'],
  range: ['is within', 'is not within'],
} as const satisfies Readonly<Record<Operator, readonly [string, string]>>;

/** How a condition looks at its fact, in words. */
export const operatorInWords = (op: Operator, not: boolean): string => OPERATOR_WORDS[op][not ? 1 : 0];

const rangeInWords = (from: number | undefined, to: number | undefined): string => {
  if (from === undefined) return `… ${to}`;
  return to === undefined ? `${from} …` : `${from} … ${to}`;
};

/** A condition as a sentence without its full stop: `Mailbox is free mail`. */
export const conditionInWords = (condition: Condition, facts: readonly Fact[]): string => {
  const fact = factNamed(facts, condition.fact);
  const start = `${fact.label} ${operatorInWords(condition.op, condition.not ?? false)}`;
  const called = (value: string) => fact.values?.find((one) => one.value === value)?.label ?? `“${value}”`;
  switch (condition.op) {
    case 'exists':
      return start;
    case 'in':
      return `${start} ${listed(condition.values.map(called))}`;
    case 'range':
      return `${start} ${rangeInWords(condition.from, condition.to)}`;
    default:
      return `${start} ${called(condition.value)}`;
  }
};

const ordinal = (place: number): string => {
  const ends: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };
  return `${place}${ends[place] ?? 'th'}`;
};

/** How often a rule counts and how long it lasts, where it says so. */
export const countingInWords = (rule: ScoringRule): readonly string[] => {
  if (rule.group === 'fit') return [];
  const { after, most, halfLifeDays } = rule;
  return [
    ...(after === undefined ? [] : [`from the ${ordinal(after + 1)} time on`]),
    ...(most === undefined ? ['each time'] : [most === 1 ? 'once' : `the last ${most} times`]),
    ...(halfLifeDays === undefined ? [] : [`half gone after ${halfLifeDays} ${halfLifeDays === 1 ? 'day' : 'days'}`]),
  ];
};
