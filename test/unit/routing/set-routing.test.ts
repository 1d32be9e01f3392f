import { describe, expect, it } from 'vitest';
import { routingSet } from '../../../lib/routing/routing-set.ts';
import { ROUTING_SETTINGS } from '../../../lib/routing/routing-settings.ts';
import { setRouting } from '../../../lib/routing/set-routing.ts';
import { teamLeadsOf } from '../../../lib/routing/team-leads.ts';
import { readSettings } from '../../../lib/settings/settings-repository.ts';
import { aDesk } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { aRouting, aRule, aTeam, someReps, storedRouting } from './a-routing.ts';

const CALENDAR = { timeZone: 'Europe/Berlin', hours: {}, absences: [] };

describe('setting who gets which leads', () => {
  it('keeps it as of the next version', async () => {
    const desk = aDesk(memoryTable(...someReps(2)));
    const set = aRouting({
      teams: [aTeam(1, 2)],
      rules: [aRule()],
      people: { 'rep-0': { ...CALENDAR, capacity: 20 } },
    });
    expect(await setRouting(desk, 0, set)).toEqual({ version: 1, value: set });
    expect(await readSettings(desk.table, ROUTING_SETTINGS)).toEqual({ version: 1, value: set });
    await expect(setRouting(desk, 0, set)).rejects.toMatchObject({ code: 'version-mismatch' });
  });

  it('gives everybody their turn until somebody sets it', () => {
    expect(routingSet.parse(ROUTING_SETTINGS.initial)).toEqual(ROUTING_SETTINGS.initial);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['a team that is there twice', { teams: [aTeam(1), aTeam(1)] }, ['teams.1.id']],
    [
      'a member who is there twice',
      { teams: [{ ...aTeam(1), members: [...aTeam(1).members, ...aTeam(2).members] }] },
      ['teams.0.members.1.userId'],
    ],
    ['a member who does not work here', { teams: [aTeam(1, 1, 1)] }, ['teams.0.members.2.userId']],
    ['a lead of a team who does not work here', { teams: [{ ...aTeam(1), leadId: 'gone' }] }, ['teams.0.leadId']],
    ['hours of nobody', { people: { gone: CALENDAR } }, ['people.gone']],
    ['a rule that is there twice', { teams: [aTeam(1)], rules: [aRule(), aRule()] }, ['rules.1.id']],
    ['a rule for a team that is not there', { rules: [aRule()] }, ['rules.0.to.teamId']],
    [
      'a rule for nobody who works here',
      { rules: [aRule({ to: { kind: 'user', userId: 'gone' } })] },
      ['rules.0.to.userId'],
    ],
    [
      'a custom field that is not there',
      { teams: [aTeam(1)], rules: [aRule({ when: [{ fact: 'custom.gone', op: 'exists' }] })] },
      ['rules.0.when.0.fact'],
    ],
    [
      'a range without an extent',
      { teams: [aTeam(1)], rules: [aRule({ when: [{ fact: 'score', op: 'range' }] })] },
      ['rules.0.when.0.from'],
    ],
    [
      'otherwise a team that is not there',
      { otherwise: { to: { kind: 'team', teamId: 'gone' } } },
      ['otherwise.to.teamId'],
    ],
  ])('is refused with the place of %s', async (_name, changes, paths) => {
    const refused = setRouting(aDesk(memoryTable(...someReps(2))), 0, aRouting(changes));
    await expect(refused).rejects.toMatchObject({ code: 'invalid-fields' });
    await expect(refused).rejects.toMatchObject({
      details: { errors: paths.map((path) => ({ path: `set.${path}` })) },
    });
  });

  it.each<[string, unknown, string]>([
    ['a time zone that is none', { people: { a: { ...CALENDAR, timeZone: 'Mars/Olympus' } } }, 'people.a.timeZone'],
    [
      'a day that ends before it begins',
      { people: { a: { ...CALENDAR, hours: { monday: [{ from: '17:00', to: '09:00' }] } } } },
      'people.a.hours.monday.0.to',
    ],
    ['a rule without conditions', { rules: [aRule({ when: [] })] }, 'rules.0.when'],
    ['a fact that nobody knows', { rules: [aRule({ when: [{ fact: 'mood', op: 'exists' }] })] }, 'rules.0.when.0.fact'],
    ['a weight of nothing', { teams: [aTeam(0)] }, 'teams.0.members.0.weight'],
    [
      'a reminder after the deadline',
      { rules: [aRule({ promise: { minutes: 30, ifMissed: 'remind', remindMinutesBefore: 30 } })] },
      'rules.0.promise.remindMinutesBefore',
    ],
  ])('refuses %s', (_name, changes, path) => {
    const { error } = routingSet.safeParse({ ...ROUTING_SETTINGS.initial, ...Object(changes) });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});

describe('who leads somebody', () => {
  it('is whoever leads a team that they are in, once', async () => {
    const led = { ...aTeam(1, 1), leadId: 'rep-1' };
    const teams = [led, { ...led, id: 'more' }, { ...aTeam(1), id: 'unled' }];
    const table = memoryTable(storedRouting({ teams }));
    expect(await teamLeadsOf(table, 'rep-0')).toEqual(['rep-1']);
    expect(await teamLeadsOf(table, 'rep-7')).toEqual([]);
  });
});
