import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionDraftOf, conditionInWords, conditionOf, newCondition } from '../../../web/routing/condition-draft.ts';
import { hoursIn, hoursText, weekInWords } from '../../../web/routing/hours-text.ts';
import { newAbsence, personDraftOf, personOf } from '../../../web/routing/person-draft.ts';
import { moved } from '../../../web/routing/routing-list.ts';
import type { Condition, RoutingPerson, RoutingRule } from '../../../web/routing/routing-queries.ts';
import { idFrom, minutesInWords, targetInWords, targetOf, valueOfTarget } from '../../../web/routing/routing-words.ts';
import { isFaulty, ruleDraftOf, ruleOf } from '../../../web/routing/rule-draft.ts';

const CONDITIONS: readonly Condition[] = [
  { fact: 'country', op: 'in', values: ['DE', 'AT'] },
  { fact: 'score', op: 'range', from: 50, not: true },
  { fact: 'score', op: 'range', from: 10, to: 20 },
  { fact: 'company', op: 'contains', value: 'gmbh', not: true },
  { fact: 'custom.team_size', op: 'exists' },
  { fact: 'title', op: 'prefix', value: 'Head' },
  { fact: 'tags', op: 'equals', value: 'fair' },
];

const labelOf = (fact: string) => fact;

describe('a condition that is typed', () => {
  it('is the same after it was edited without a change', () => {
    for (const condition of CONDITIONS) expect(conditionOf(conditionDraftOf(condition))).toEqual(condition);
  });

  it('says what is missing', () => {
    const empty = newCondition();
    expect(conditionOf(empty)).toMatch(/commas/);
    expect(conditionOf({ ...empty, look: 'equals', text: '  ' })).toMatch(/what to look for/);
    expect(conditionOf({ ...empty, look: 'range' })).toMatch(/number/);
    expect(conditionOf({ ...empty, look: 'not exists' })).toEqual({ fact: 'country', op: 'exists', not: true });
  });

  it('reads in words', () => {
    expect(CONDITIONS.map((condition) => conditionInWords(condition, labelOf))).toEqual([
      'country is one of DE, AT',
      'score is under 50',
      'score is between 10 and 20',
      'company does not contain gmbh',
      'custom.team_size is known',
      'title begins with Head',
      'tags is fair',
    ]);
    expect(conditionInWords({ fact: 'candidate', op: 'exists', not: true }, labelOf)).toBe('is no candidate');
  });
});

describe('hours that are typed', () => {
  it('are read as people write them', () => {
    expect(hoursIn('9-17')).toEqual([{ from: '09:00', to: '17:00' }]);
    expect(hoursIn('9:00–12:30; 13 to 17:45')).toEqual([
      { from: '09:00', to: '12:30' },
      { from: '13:00', to: '17:45' },
    ]);
    expect(hoursIn(' ')).toEqual([]);
    for (const text of ['nine', '17-9', '9-25', '9:75-10', '9-9']) expect(hoursIn(text), text).toBeUndefined();
  });

  it('are the same after they were shown', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const time = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    fc.assert(
      fc.property(fc.array(fc.tuple(minute, minute)), (pairs) => {
        const stretches = pairs
          .filter(([a, b]) => a !== b)
          .map(([a, b]) => ({ from: time(Math.min(a, b)), to: time(Math.max(a, b)) }));
        expect(hoursIn(hoursText(stretches))).toEqual(stretches);
      }),
    );
  });

  it('put days with the same hours together', () => {
    const day = [{ from: '09:00', to: '17:00' }];
    const friday = [{ from: '09:00', to: '13:00' }];
    const hours = { monday: day, tuesday: day, wednesday: day, thursday: day, friday };
    expect(weekInWords(hours)).toBe('Mon–Thu 09:00–17:00 · Fri 09:00–13:00');
    expect(weekInWords({})).toBe('Around the clock');
  });
});

describe('a person who is edited', () => {
  const person: RoutingPerson = {
    timeZone: 'Europe/Berlin',
    hours: { monday: [{ from: '09:00', to: '17:00' }] },
    absences: [{ from: '2026-08-03', to: '2026-08-21', note: 'Holidays' }],
    capacity: 40,
  };

  it('is the same without a change, and around the clock to begin with', () => {
    expect(personOf(personDraftOf(person, 'UTC'))).toEqual(person);
    expect(personOf(personDraftOf(undefined, 'UTC'))).toEqual({ timeZone: 'UTC', hours: {}, absences: [] });
  });

  it('says what is wrong', () => {
    const absence = { ...newAbsence(), from: '2026-08-03', to: '2026-08-01' };
    const faults = personOf({
      timeZone: '',
      hours: { tuesday: 'late' },
      absences: [absence, newAbsence()],
      capacity: '0',
    });
    expect(isFaulty(faults) && [...faults.keys()].slice(0, 3)).toEqual(['timeZone', 'tuesday', absence.row]);
    expect(isFaulty(faults) && faults.size).toBe(5);
  });
});

describe('a rule that is edited', () => {
  const rule: RoutingRule = {
    id: 'dach',
    label: 'DACH',
    when: [...CONDITIONS].slice(0, 5),
    to: { kind: 'team', teamId: 'dach' },
    respectHours: true,
    ifNobody: 'next-rule',
    promise: { minutes: 60, ifMissed: 'escalate', remindMinutesBefore: 15 },
  };

  it('is the same without a change', () => {
    expect(ruleOf(ruleDraftOf(rule, { kind: 'everyone' }), rule, ['dach'])).toEqual(rule);
  });

  it('forgets a reminder that would come before the lead', () => {
    const shorter = ruleOf({ ...ruleDraftOf(rule, rule.to), minutes: '10' }, rule, []);
    expect(shorter).toMatchObject({ promise: { minutes: 10, ifMissed: 'escalate' } });
    expect(shorter).not.toHaveProperty('promise.remindMinutesBefore');
  });

  it('gets an id that no other rule has', () => {
    const draft = ruleDraftOf({ ...rule, label: 'Große Kunden!' }, rule.to);
    expect(ruleOf(draft, undefined, ['gro-e-kunden'])).toMatchObject({ id: 'gro-e-kunden-2' });
    expect(idFrom('42', [], 'rule')).toBe('rule');
    expect(idFrom('x'.repeat(80), ['x'.repeat(36)], 'rule')).toMatch(/^x{36}-2$/);
  });

  it('says what is wrong', () => {
    const faults = ruleOf({ ...ruleDraftOf(undefined, rule.to), minutes: '1.5' }, undefined, []);
    expect(isFaulty(faults) && faults.size).toBe(3);
  });
});

describe('words and order', () => {
  it('says who gets a lead, and reads it back from what is picked', () => {
    const teams = [{ id: 'dach', name: 'DACH', members: [] }];
    const nameOf = (userId: string) => `Name of ${userId}`;
    const targets = [
      { kind: 'team', teamId: 'dach' },
      { kind: 'user', userId: 'ada' },
      { kind: 'everyone' },
      { kind: 'nobody' },
    ] as const;
    expect(targets.map((to) => targetInWords(to, { teams }, nameOf))).toEqual([
      'the team DACH',
      'Name of ada',
      'everybody in turn',
      'nobody: it waits in Unassigned',
    ]);
    for (const to of targets) expect(targetOf(valueOfTarget(to))).toEqual(to);
  });

  it('says minutes in the unit that comes out even', () => {
    expect([15, 60, 90, 120].map(minutesInWords)).toEqual(['15 minutes', '1 hour', '90 minutes', '2 hours']);
  });

  it('moves a thing within its list', () => {
    const [a, b, c] = ['a', 'b', 'c'];
    expect(moved([a, b, c], c, -1)).toEqual(['a', 'c', 'b']);
    expect(moved([a, b, c], a, -1)).toEqual(['a', 'b', 'c']);
    expect(moved([a, b, c], a, 5)).toEqual(['b', 'c', 'a']);
  });
});
