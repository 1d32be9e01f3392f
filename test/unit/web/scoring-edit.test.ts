import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOfRule, refusalOfLimits, refusedOfRule } from '../../../web/scoring/rule-faults.ts';
import { draftOf, movedRule, newRule, type RuleDraft, setOf, withRule } from '../../../web/scoring/scoring-draft.ts';
import { beginEdit, editedParts, overtakenEdit } from '../../../web/scoring/scoring-edit.ts';
import { scoringSets } from '../scoring/scoring-sets.ts';
import { aScoring } from './a-scoring.ts';

const begun = beginEdit(aScoring());
const typing = (changes: Partial<typeof begun.draft>) => ({ ...begun, draft: { ...begun.draft, ...changes } });
const idsOf = (rules: readonly RuleDraft[], group: RuleDraft['group']) =>
  rules.flatMap((rule) => (rule.group === group ? [rule.id] : []));
const aRule = (changes: Partial<RuleDraft> = {}): RuleDraft => ({
  ...newRule('engagement'),
  label: 'Asked for a quote',
  ...changes,
});

describe('the editing of scoring rules', () => {
  it('says the same as the rules that it began with, whatever they are', () => {
    fc.assert(
      fc.property(scoringSets, (set) => {
        const once = setOf(draftOf(set));
        // A condition that says that it is not negated, and a value named twice, are written in one way.
        expect(setOf(draftOf(once))).toEqual(once);
        const plain = set.rules.map(({ when, ...rule }) => ({
          ...rule,
          when: when.map(({ not, ...condition }) => ({
            ...condition,
            ...('values' in condition && { values: [...new Set(condition.values)] }),
            ...(not && { not }),
          })),
        }));
        expect(once).toEqual({ ...set, rules: plain });
        expect(editedParts(beginEdit({ version: 1, set }))).toEqual([]);
      }),
    );
  });

  it('names the parts that somebody changed', () => {
    expect(editedParts(typing({ threshold: '60', fitCap: '80' }))).toEqual(['caps', 'threshold']);
    expect(editedParts(typing({ rules: withRule(begun.draft.rules, aRule()) }))).toEqual(['engagement']);
  });

  it('makes an id of a new rule from its label that no other rule has and that means nothing else', () => {
    const labels = ['Came back', 'Came back', 'Fit cap', '…', '2nd visit'];
    let { rules } = begun.draft;
    for (const label of labels) rules = withRule(rules, aRule({ ...newRule('fit'), label }));
    expect(rules.slice(-5).map(({ id }) => id)).toEqual([
      'came-back-2',
      'came-back-3',
      'fit-cap-2',
      'rule',
      'nd-visit',
    ]);
  });

  it('keeps the id of a rule that gets another label, and its place', () => {
    const [first] = begun.draft.rules;
    const rules = withRule(begun.draft.rules, { ...(first ?? aRule()), label: 'Another' });
    expect(rules.map(({ id }) => id)).toEqual(begun.draft.rules.map(({ id }) => id));
    expect(rules[0]?.label).toBe('Another');
  });

  it('moves a rule among those of its group, whatever lies between', () => {
    const [form, message] = begun.draft.rules.filter(({ group }) => group === 'engagement');
    const mixed = [...(form ? [form] : []), ...begun.draft.rules.filter((rule) => rule !== form)];
    const moved = movedRule(mixed, message?.row ?? '', 'up');
    expect(idsOf(moved, 'engagement')).toEqual(['message-written', 'form-submitted', 'came-back']);
    expect(idsOf(moved, 'fit')).toEqual(idsOf(mixed, 'fit'));
    expect(movedRule(moved, message?.row ?? '', 'up')).toEqual(moved);
  });

  it('goes on top of what somebody else published, and says where both changed the same', () => {
    const mine = typing({ threshold: '60', rules: withRule(begun.draft.rules, aRule()) });
    const theirs = aScoring({ threshold: 40, caps: { fit: 50, engagement: 60 } }, 2);
    const { edit, theirs: changed, conflicts } = overtakenEdit(mine, theirs);
    expect(changed).toEqual(['caps', 'threshold']);
    expect(conflicts).toEqual(['threshold']);
    expect(edit.version).toBe(2);
    expect(setOf(edit.draft)).toMatchObject({ threshold: 60, caps: { fit: 50, engagement: 60 } });
    expect(editedParts(edit)).toEqual(['engagement', 'threshold']);
  });
});

describe('the faults of scoring rules', () => {
  it('are told before anybody is asked, by the input that they concern', () => {
    const when = aRule().when.map((condition) => ({ ...condition, op: 'in' as const, value: ' \n' }));
    const faults = faultsOfRule(aRule({ label: ' ', points: '0', when, most: '0', halfLifeDays: 'long' }));
    expect([...faults.keys()]).toEqual(['label', 'points', 'when.0.values', 'most', 'halfLifeDays']);
    expect(faultsOfRule(aRule({ points: '-5', halfLifeDays: '1,5' })).size).toBe(0);
  });

  it('are found by the place of the rule in what was sent', () => {
    const fields = new Map([
      ['set.rules.1.when.0.fact', 'is no field of a lead'],
      ['set.rules.10.points', 'too many'],
    ]);
    expect([...refusedOfRule(fields, 1)]).toEqual([['when.0.fact', 'is no field of a lead']]);
  });

  it('of limits and grades are told as the API tells its own', () => {
    expect(refusalOfLimits(begun.draft)).toBeUndefined();
    const [grade] = begun.draft.grades;
    const grades = grade ? [{ ...grade, grade: ' ', from: '7.5' }] : [];
    const refusal = refusalOfLimits({ ...begun.draft, threshold: '0', engagementCap: '', grades });
    expect([...(refusal?.fields.keys() ?? [])]).toEqual([
      'set.threshold',
      'set.caps.engagement',
      'set.grades.0.grade',
      'set.grades.0.from',
    ]);
  });
});
