import { describe, expect, it } from 'vitest';
import { compileRouting } from '../../../lib/routing/compile-routing.ts';
import { decide, type Situation } from '../../../lib/routing/decide.ts';
import { decisionId, roundOfDecision } from '../../../lib/routing/decision.ts';
import { routingFactsOf } from '../../../lib/routing/routing-facts.ts';
import { aLead, aUser, NOW, SCORER } from '../builders.ts';
import { aRouting, aRule, aTeam, repId } from './a-routing.ts';

const REPS = [0, 1, 2].map((number) => aUser({ id: repId(number), name: `Rep ${number}` }));

const situation = (set: Record<string, unknown>, changes: Partial<Situation> = {}): Situation => ({
  routing: compileRouting({ version: 3, value: aRouting(set) }),
  users: REPS,
  at: NOW,
  isFull: async () => false,
  ...changes,
});

const ACME = routingFactsOf(aLead({ company: 'Acme Inc' }), SCORER);
const OTHER = routingFactsOf(aLead({ company: 'Other' }), SCORER);

const verdictsOf = async (given: Situation, facts = ACME): Promise<Record<string, string>> => {
  const { decision } = await decide(given, facts);
  return Object.fromEntries(decision.steps.at(-1)?.reps.map(({ id, verdict }) => [id, verdict]) ?? []);
};

/** 09:30 UTC on a Monday, as all tests. */
const UTC = { timeZone: 'UTC', hours: {}, absences: [] };

describe('a decision', () => {
  it('considers all active reps without rules', async () => {
    const { decision } = await decide(situation({}), OTHER);
    expect(decision).toEqual({
      settings: 3,
      steps: [{ to: { kind: 'everyone' }, reps: REPS.map(({ id }) => ({ id, weight: 1, verdict: 'eligible' })) }],
    });
  });

  it('is made by the first rule that matches, and otherwise by what holds then', async () => {
    const rules = [
      aRule({ id: 'first', label: 'First', to: { kind: 'user', userId: 'rep-2' } }),
      aRule({ id: 'second', label: 'Second' }),
    ];
    const given = situation({ teams: [aTeam(1)], rules, otherwise: { to: { kind: 'nobody' } } });
    expect(await decide(given, ACME)).toMatchObject({
      decision: { steps: [{ rule: { id: 'first', label: 'First' }, to: { kind: 'user', id: 'rep-2' } }] },
    });
    expect((await decide(given, OTHER)).decision.steps).toEqual([{ to: { kind: 'nobody' }, reps: [] }]);
  });

  it('says of everybody in a team why they may or may not get it', async () => {
    const people = {
      'rep-0': { ...UTC, absences: [{ from: '2026-03-01', to: '2026-03-02' }] },
      'rep-1': { ...UTC, hours: { monday: [{ from: '13:00', to: '17:00' }] } },
      'rep-2': { ...UTC, capacity: 5 },
      'rep-3': { ...UTC, hours: { monday: [{ from: '09:00', to: '17:00' }] } },
    };
    const rules = [aRule({ respectHours: true })];
    const users = [...REPS, aUser({ id: 'rep-3' }), aUser({ id: 'rep-4', active: false }), aUser({ id: 'rep-5' })];
    const given = situation(
      { teams: [aTeam(1, 1, 1, 1, 1, 1, 1)], people, rules },
      { users, isFull: async (_id, capacity) => capacity === 5, without: 'rep-5' },
    );
    expect(await verdictsOf(given)).toEqual({
      'rep-0': 'absent',
      'rep-1': 'outside-hours',
      'rep-2': 'full',
      'rep-3': 'eligible',
      'rep-4': 'inactive',
      'rep-5': 'passed-over',
      'rep-6': 'inactive',
    });
  });

  it('goes past working hours where the rule does not respect them, and never past an absence', async () => {
    const away = { ...UTC, hours: { friday: [{ from: '09:00', to: '17:00' }] } };
    const people = { 'rep-0': away, 'rep-1': { ...away, absences: [{ from: '2026-03-02', to: '2026-03-02' }] } };
    expect(await verdictsOf(situation({ teams: [aTeam(1, 1)], people, rules: [aRule()] }))).toEqual({
      'rep-0': 'eligible',
      'rep-1': 'absent',
    });
  });

  it('takes the hours by the clock on the wall of the person', async () => {
    const hours = { monday: [{ from: '09:00', to: '10:00' }] };
    const people = {
      'rep-0': { timeZone: 'Europe/London', hours, absences: [] },
      'rep-1': { timeZone: 'Europe/Berlin', hours, absences: [] },
    };
    const rules = [aRule({ respectHours: true })];
    expect(await verdictsOf(situation({ teams: [aTeam(1, 1)], people, rules }))).toEqual({
      'rep-0': 'eligible',
      'rep-1': 'outside-hours',
    });
  });

  it('leaves the lead unassigned where nobody of the target can take it, unless the rule hands on', async () => {
    const users = [aUser({ id: 'rep-0', active: false }), aUser({ id: 'rep-1' })];
    const stays = situation({ teams: [aTeam(1)], rules: [aRule()] }, { users });
    expect(roundOfDecision((await decide(stays, ACME)).decision)).toEqual([]);
    const handsOn = situation({ teams: [aTeam(1)], rules: [aRule({ ifNobody: 'next-rule' })] }, { users });
    const { decision } = await decide(handsOn, ACME);
    expect(decision.steps.map(({ rule, to }) => [rule?.id, to.kind])).toEqual([
      ['acme', 'team'],
      [undefined, 'everyone'],
    ]);
    expect(roundOfDecision(decision)).toEqual(['rep-1']);
  });

  it('looks at country, score, grade and whether it is a candidate', async () => {
    const facts = routingFactsOf(aLead({ phone: '+49 30 901820', score: 60, candidate: true }), SCORER);
    for (const condition of [
      { fact: 'country', op: 'equals', value: 'DE' },
      { fact: 'score', op: 'range', from: 60, to: 60 },
      { fact: 'grade', op: 'in', values: ['A', 'B'] },
      { fact: 'candidate', op: 'exists' },
    ]) {
      const { way } = await decide(situation({ teams: [aTeam(1)], rules: [aRule({ when: [condition] })] }), facts);
      expect(way?.rule?.id, condition.fact).toBe('acme');
    }
  });

  it('asks how many leads somebody has only where it matters', async () => {
    const asked: string[] = [];
    const isFull = async (id: string) => {
      asked.push(id);
      return false;
    };
    const people = { 'rep-0': { ...UTC, capacity: 5 }, 'rep-2': { ...UTC, capacity: 5 } };
    await decide(situation({ teams: [aTeam(1, 1)], people, rules: [aRule()] }, { isFull }), ACME);
    expect(asked).toEqual(['rep-0']);
  });

  it('has the same id whenever it says the same, and another one as soon as it says something else', async () => {
    const one = (await decide(situation({}), OTHER)).decision;
    const again = (await decide(situation({}, { at: NOW + 1 }), ACME)).decision;
    const changed = (await decide(situation({}, { users: REPS.slice(1) }), OTHER)).decision;
    expect(decisionId(again)).toBe(decisionId(one));
    expect(decisionId(changed)).not.toBe(decisionId(one));
    expect(decisionId(one)).toMatch(/^[\w-]{16}$/);
  });
});
