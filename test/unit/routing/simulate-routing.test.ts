import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { findRecentLeads } from '../../../lib/leads/lead-repository.ts';
import { LEAD_STATUSES } from '../../../lib/leads/lead-status.ts';
import { openRouting, startRouter } from '../../../lib/routing/router.ts';
import { setRouting } from '../../../lib/routing/set-routing.ts';
import { simulateRouting } from '../../../lib/routing/simulate-routing.ts';
import { aDesk, aLead, DAY, MINUTE, NOW, SCORERS } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { aRouting, aRule, aTeam, someReps, storedRouting } from './a-routing.ts';

/** A lead that came in so many minutes before now. */
const aLeadOf = (minutesAgo: number, changes: Parameters<typeof aLead>[0] = {}) =>
  aLead({ id: newId(NOW - minutesAgo * MINUTE), ...changes });

const toItem = leadEntity.toItem;

describe('the leads that came in lately', () => {
  it('are found whatever became of them, oldest first, and no older ones', async () => {
    const lately = LEAD_STATUSES.flatMap((status, index) => [
      aLeadOf(10 + index, { status, candidate: true }),
      aLeadOf(20 + index, { status, candidate: false, score: 7 }),
    ]);
    const table = memoryTable(...[...lately, aLeadOf(2 * 24 * 60)].map(toItem));
    const found = await findRecentLeads(table, NOW - DAY, 1000);
    expect(found.complete).toBe(true);
    expect(found.leads.map(({ id }) => id)).toEqual(lately.map(({ id }) => id).toSorted());
  });

  it('are all found where a list has several pages', async () => {
    const leads = Array.from({ length: 4000 }, (_, number) => aLeadOf(1, { id: newId(NOW - number) }));
    const found = await findRecentLeads(memoryTable(...leads.map(toItem)), NOW - DAY, 10_000);
    expect(found.complete).toBe(true);
    expect(new Set(found.leads.map(({ id }) => id)).size).toBe(4000);
  });

  it('are not all when there are more than may be looked at, and the answer says so', async () => {
    const leads = Array.from({ length: 4000 }, (_, number) => aLeadOf(1, { id: newId(NOW - number) }));
    const found = await findRecentLeads(memoryTable(...leads.map(toItem)), NOW - DAY, 500);
    expect(found).toMatchObject({ complete: false });
    expect(found.leads.length).toBeLessThanOrEqual(500);
  });
});

describe('a simulation', () => {
  const teams = [aTeam(2, 1)];

  it('puts the proposal beside what holds today, for each rule and each person', async () => {
    const acme = [1, 2, 3].map((minutes) => aLeadOf(minutes, { company: 'Acme' }));
    const others = [4, 5].map((minutes) => aLeadOf(minutes, { company: 'Other' }));
    const byHand = aLeadOf(6, { source: 'rep' });
    const old = aLeadOf(8 * 24 * 60);
    const table = memoryTable(...someReps(3), ...[...acme, ...others, byHand, old].map(toItem));
    const set = aRouting({ teams, rules: [aRule()], otherwise: { to: { kind: 'nobody' } } });
    const answer = await simulateRouting(aDesk(table), { set, days: 7 });
    expect(answer).toEqual({
      leads: 5,
      complete: true,
      decidedOtherwise: 3,
      rules: [
        { id: 'acme', label: 'Acme', before: 0, after: 3 },
        { id: null, label: null, before: 5, after: 2 },
      ],
      people: expect.arrayContaining([
        { userId: 'rep-0', before: 2, after: 2 },
        { userId: 'rep-1', before: 2, after: 1 },
        { userId: 'rep-2', before: 1, after: 0 },
      ]),
      unassigned: { before: 0, after: 2 },
      examples: expect.arrayContaining([
        expect.objectContaining({
          before: { rule: null, ownerId: expect.any(String) },
          after: expect.objectContaining({ rule: 'acme' }),
        }),
      ]),
    });
    expect(table.ofType('settings')).toEqual([]);
    expect(table.ofType('rotation')).toEqual([]);
    expect(table.ofType('routing-decision')).toEqual([]);
  });

  it('looks at hours and absences as of when each lead came in', async () => {
    const monday = aLeadOf(0, { company: 'Acme' });
    const sunday = aLeadOf(24 * 60, { company: 'Acme' });
    const table = memoryTable(...someReps(1), ...[monday, sunday].map(toItem));
    const people = { 'rep-0': { timeZone: 'UTC', hours: { monday: [{ from: '09:00', to: '17:00' }] }, absences: [] } };
    const set = aRouting({ people, otherwise: { to: { kind: 'everyone' }, respectHours: true } });
    expect(await simulateRouting(aDesk(table), { set, days: 7 })).toMatchObject({
      people: [{ userId: 'rep-0', before: 2, after: 1 }],
      unassigned: { before: 0, after: 1 },
    });
  });

  it('says what the router does once the proposal is set', async () => {
    const leads = Array.from({ length: 30 }, (_, number) =>
      aLeadOf(60 - number, { company: number % 3 === 0 ? 'Acme' : 'Other', email: `p${number}@x.example` }),
    );
    const table = memoryTable(...someReps(3), ...leads.map(toItem));
    const set = aRouting({ teams, rules: [aRule()] });
    const { people } = await simulateRouting(aDesk(table), { set, days: 7 });
    await setRouting(aDesk(table), 0, set);
    const router = startRouter(
      openRouting(table, SCORERS, () => NOW),
      leads.length,
    );
    const counts = new Map<string, number>();
    for (const lead of leads) {
      const { ownerId = 'nobody' } = (await router.assign(lead)).lead;
      counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
    }
    expect(Object.fromEntries(people.map(({ userId, after }) => [userId, after]))).toEqual(Object.fromEntries(counts));
  });

  it('stops after some seconds and says that it did', async () => {
    const table = memoryTable(...someReps(1), ...[1, 2, 3].map((minutes) => toItem(aLeadOf(minutes))));
    let now = NOW;
    const slow = () => {
      now += 2_500;
      return now;
    };
    const answer = await simulateRouting({ table, scorers: SCORERS, now: slow }, { set: aRouting(), days: 7 });
    expect(answer).toMatchObject({ complete: false });
    expect(answer.leads).toBeLessThan(3);
  });

  it('is refused for a proposal that does not fit together', async () => {
    const refused = simulateRouting(aDesk(memoryTable(storedRouting())), {
      set: aRouting({ rules: [aRule()] }),
      days: 7,
    });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-fields' });
  });
});
