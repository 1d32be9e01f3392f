import { type ConditionDraft, conditionDraftOf, conditionOf, newCondition } from './condition-draft.ts';
import type { Condition, RoutingRule, RoutingTarget } from './routing-queries.ts';
import { idFrom } from './routing-words.ts';

type Missed = NonNullable<RoutingRule['promise']>['ifMissed'];

/** A rule as it is typed. */
export interface RuleDraft {
  readonly label: string;
  readonly conditions: readonly ConditionDraft[];
  readonly to: RoutingTarget;
  readonly respectHours: boolean;
  readonly handsOn: boolean;
  /** Minutes as text; none when nothing is promised. */
  readonly minutes: string;
  readonly ifMissed: Missed;
}

/** A rule ready to be edited, or one to begin with. */
export const ruleDraftOf = (rule: RoutingRule | undefined, to: RoutingTarget): RuleDraft => ({
  label: rule?.label ?? '',
  conditions: rule?.when.map(conditionDraftOf) ?? [newCondition()],
  to: rule?.to ?? to,
  respectHours: rule?.respectHours ?? false,
  handsOn: rule?.ifNobody === 'next-rule',
  minutes: rule?.promise ? String(rule.promise.minutes) : '',
  ifMissed: rule?.promise?.ifMissed ?? 'remind',
});

/** What is wrong with a draft, by the name of a field or the row of a condition. */
export type Faults = ReadonlyMap<string, string>;

const LONGEST_PROMISE = 31 * 24 * 60;

const minutesOf = (text: string): number | undefined => {
  const minutes = Number(text);
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_PROMISE ? minutes : undefined;
};

/** The rule that is meant, or what is wrong. A rule that was there before keeps its id. */
export const ruleOf = (
  draft: RuleDraft,
  before: RoutingRule | undefined,
  taken: readonly string[],
): RoutingRule | Faults => {
  const { label, conditions, to, respectHours, handsOn, ifMissed } = draft;
  const faults = new Map<string, string>();
  if (label.trim() === '') faults.set('label', 'Give the rule a name.');
  const when: Condition[] = [];
  for (const condition of conditions) {
    const meant = conditionOf(condition);
    if (typeof meant === 'string') faults.set(condition.row, meant);
    else when.push(meant);
  }
  const promised = draft.minutes.trim() !== '';
  const minutes = minutesOf(draft.minutes);
  if (promised && minutes === undefined) faults.set('minutes', 'Whole minutes, up to those of a month.');
  if (faults.size > 0) return faults;
  const keptReminder =
    before?.promise?.remindMinutesBefore !== undefined &&
    minutes !== undefined &&
    before.promise.remindMinutesBefore < minutes
      ? { remindMinutesBefore: before.promise.remindMinutesBefore }
      : {};
  return {
    id: before?.id ?? idFrom(label, taken, 'rule'),
    label: label.trim(),
    when,
    to,
    respectHours,
    ifNobody: handsOn ? 'next-rule' : 'unassigned',
    ...(minutes !== undefined && { promise: { minutes, ifMissed, ...keptReminder } }),
  };
};

/** Whether a draft came out as what is wrong with it. */
export const isFaulty = <T extends object>(made: T | Faults): made is Faults => made instanceof Map;
