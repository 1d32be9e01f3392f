import { keyOf } from '../fields/field-form.ts';
import { newRow } from '../forms/rows.ts';
import { engagementFactNamed } from './fact-words.ts';
import type { Condition, Operator, RuleGroup, ScoringRule, ScoringSet } from './scoring-queries.ts';

/** A condition as it is being edited: what it compares with is text, one value a line where there are several. */
export interface ConditionDraft {
  /** Tells rows apart while they move; it is never sent. */
  readonly row: string;
  readonly fact: string;
  readonly op: Operator;
  readonly not: boolean;
  readonly value: string;
  readonly from: string;
  readonly to: string;
}

/** A rule as it is being edited; a new one has no id yet. */
export interface RuleDraft {
  readonly row: string;
  readonly id: string;
  readonly group: RuleGroup;
  readonly label: string;
  readonly points: string;
  readonly when: readonly ConditionDraft[];
  readonly most: string;
  readonly after: string;
  readonly halfLifeDays: string;
}

export interface GradeDraft {
  readonly row: string;
  readonly grade: string;
  readonly from: string;
}

/** The scoring rules as they are being edited: figures are texts until they are sent. */
export interface ScoringDraft {
  /** Those of fit and those of engagement, in the order in which they are sent. */
  readonly rules: readonly RuleDraft[];
  readonly fitCap: string;
  readonly engagementCap: string;
  readonly grades: readonly GradeDraft[];
  readonly threshold: string;
}

const textOf = (figure: number | undefined): string => (figure === undefined ? '' : String(figure));

const draftOfCondition = (condition: Condition): ConditionDraft => ({
  row: newRow(),
  fact: condition.fact,
  op: condition.op,
  not: condition.not ?? false,
  value: 'values' in condition ? condition.values.join('\n') : 'value' in condition ? condition.value : '',
  from: condition.op === 'range' ? textOf(condition.from) : '',
  to: condition.op === 'range' ? textOf(condition.to) : '',
});

/** A condition to begin with. */
export const newCondition = (group: RuleGroup): ConditionDraft => ({
  row: newRow(),
  fact: group === 'fit' ? 'company' : 'event',
  op: group === 'fit' ? 'exists' : 'equals',
  not: false,
  value: group === 'fit' ? '' : 'submission',
  from: '',
  to: '',
});

/** A rule to begin with. */
export const newRule = (group: RuleGroup): RuleDraft => ({
  row: newRow(),
  id: '',
  group,
  label: '',
  points: '10',
  when: [newCondition(group)],
  most: '',
  after: '',
  halfLifeDays: '',
});

const draftOfRule = (rule: ScoringRule): RuleDraft => ({
  row: newRow(),
  id: rule.id,
  group: rule.group,
  label: rule.label,
  points: String(rule.points),
  when: rule.when.map(draftOfCondition),
  most: rule.group === 'engagement' ? textOf(rule.most) : '',
  after: rule.group === 'engagement' ? textOf(rule.after) : '',
  halfLifeDays: rule.group === 'engagement' ? textOf(rule.halfLifeDays) : '',
});

/** A set of rules as texts to edit. */
export const draftOf = ({ rules, caps, grades, threshold }: ScoringSet): ScoringDraft => ({
  rules: rules.map(draftOfRule),
  fitCap: String(caps.fit),
  engagementCap: String(caps.engagement),
  grades: grades.map(({ grade, from }) => ({ row: newRow(), grade, from: String(from) })),
  threshold: String(threshold),
});

/** A figure as typed, with a decimal comma or point; NaN, which the API refuses, for what is none. */
export const figureOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.replace(',', '.')));

/** The values of a condition, one a line. */
export const valuesOf = (text: string): string[] => [
  ...new Set(
    text.split('\n').flatMap((line) => {
      const value = line.trim();
      return value === '' ? [] : [value];
    }),
  ),
];

const isTyped = (text: string): boolean => text.trim() !== '';

const conditionOf = <F extends string>(fact: F, { op, not, value, from, to }: ConditionDraft) => {
  const negated = not ? { not } : {};
  switch (op) {
    case 'exists':
      return { fact, op, ...negated };
    case 'in':
      return { fact, op, values: valuesOf(value), ...negated };
    case 'range': {
      const begins = isTyped(from) ? { from: figureOf(from) } : {};
      const ends = isTyped(to) ? { to: figureOf(to) } : {};
      return { fact, op, ...begins, ...ends, ...negated };
    }
    default:
      return { fact, op, value: value.trim(), ...negated };
  }
};

const LONGEST_ID = 36;

/** Ids that mean something else in a score: what a cap or the ends of the scale take, and what an earlier release knew. */
const TAKEN = ['fit-cap', 'engagement-cap', 'scale-limit', 'earlier-release'];

/** An id for a rule, from its label; one that no other has. */
const ruleIdOf = (label: string, others: readonly string[]): string => {
  const id = keyOf(label).slice(0, LONGEST_ID).replaceAll('_', '-').replace(/-$/, '') || 'rule';
  const taken = new Set([...others, ...TAKEN]);
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
};

/** The rules with one of them set: in its place, or behind the others, by an id from its label. */
export const withRule = (rules: readonly RuleDraft[], rule: RuleDraft): readonly RuleDraft[] => {
  const ids = rules.map(({ id }) => id);
  const named = rule.id === '' ? { ...rule, id: ruleIdOf(rule.label, ids) } : rule;
  return rules.some(({ row }) => row === rule.row)
    ? rules.map((one) => (one.row === rule.row ? named : one))
    : [...rules, named];
};

/** The rules with one of them a place further up or down among those of its group. */
export const movedRule = (rules: readonly RuleDraft[], row: string, way: 'up' | 'down'): readonly RuleDraft[] => {
  const rule = rules.find((one) => one.row === row);
  const group = rules.filter((one) => one.group === rule?.group);
  const other = group[group.findIndex((one) => one.row === row) + (way === 'up' ? -1 : 1)];
  if (!rule || !other) return rules;
  return rules.map((one) => {
    if (one.row === row) return other;
    return one.row === other.row ? rule : one;
  });
};

/** A rule as the API takes it. */
export const ruleOf = ({ id, group, label, points, when, most, after, halfLifeDays }: RuleDraft): ScoringRule => {
  const named = { id, label: label.trim(), points: figureOf(points) };
  if (group === 'fit') return { ...named, group, when: when.map((one) => conditionOf(one.fact, one)) };
  return {
    ...named,
    group,
    when: when.map((one) => conditionOf(engagementFactNamed(one.fact), one)),
    ...(isTyped(after) && { after: figureOf(after) }),
    ...(isTyped(most) && { most: figureOf(most) }),
    ...(isTyped(halfLifeDays) && { halfLifeDays: figureOf(halfLifeDays) }),
  };
};

/** What the draft says, as the API takes it. */
export const setOf = ({ rules, fitCap, engagementCap, grades, threshold }: ScoringDraft): ScoringSet => ({
  rules: rules.map(ruleOf),
  caps: { fit: figureOf(fitCap), engagement: figureOf(engagementCap) },
  grades: grades.map(({ grade, from }) => ({ grade: grade.trim(), from: figureOf(from) })),
  threshold: figureOf(threshold),
});
