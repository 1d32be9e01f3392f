import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { decisionId, roundOfDecision } from '../../../lib/routing/decision.ts';
import { decisionEntity } from '../../../lib/routing/decision-entity.ts';
import { takeTurns } from '../../../lib/routing/rotation-repository.ts';
import { openRouting, startRouter } from '../../../lib/routing/router.ts';
import { atTurn } from '../../../lib/routing/weighted-turns.ts';
import type { Table } from '../../../lib/table/table.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { AT, aLead, aUser, MINUTE, NOW, SCORERS } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { aRule, aTeam, repId, someReps, storedRouting } from './a-routing.ts';

const openAt = (table: Table) => openRouting(table, SCORERS, () => NOW);

/** A batch: which function instance works on it, room for so many leads, and how many of them ask for an owner. */
const batch = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 10 }))
  .map(([instance, size, asked]) => ({ instance, size, asks: Math.min(size, asked) }));

describe('the round robin', () => {
  it('is fair under any interleaving of workers: nobody is further from their share than by the turns that were left over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 }),
        fc.array(batch, { minLength: 1, maxLength: 8 }),
        async (scheduler, weights, batches) => {
          const teams = [aTeam(...weights)];
          const otherwise = { to: { kind: 'team', teamId: 'sales' } };
          const table = memoryTable(...someReps(weights.length), storedRouting({ teams, otherwise }));
          const interleaved: Table = {
            ...table,
            query: scheduler.scheduleFunction(table.query),
            update: scheduler.scheduleFunction(table.update),
            get: scheduler.scheduleFunction(table.get),
            put: scheduler.scheduleFunction(table.put),
          };
          const instances = [0, 1, 2].map(() => openAt(interleaved));
          const work = batches.flatMap(({ instance, size, asks }) => {
            const desk = instances[instance];
            const router = desk && startRouter(desk, size);
            return router ? Array.from({ length: asks }, () => router.assign(aLead())) : [];
          });
          const assigned = await scheduler.waitFor(Promise.all(work));
          const taken = await takeTurns(table, 'team:sales', 1);
          const sum = weights.reduce((total, weight) => total + weight, 0);
          for (const [number, weight] of weights.entries()) {
            const got = assigned.filter(({ lead }) => lead.ownerId === repId(number)).length;
            // Of all turns that were taken, everybody has their share to within a turn of each other; those that nobody used yet may all be one's.
            expect(Math.abs(got - (taken * weight) / sum)).toBeLessThanOrEqual(
              taken - assigned.length + weights.length - 1,
            );
          }
          const turns = assigned.flatMap(({ lead }) =>
            lead.assignment && 'turn' in lead.assignment ? [lead.assignment.turn] : [],
          );
          expect(new Set(turns).size).toBe(assigned.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('goes on where the batch before ended', async () => {
    const desk = openAt(memoryTable(...someReps(3)));
    const owners: (string | undefined)[] = [];
    for (let turn = 0; turn < 6; turn += 1) owners.push((await startRouter(desk, 10).assign(aLead())).lead.ownerId);
    expect(owners).toEqual(['rep-0', 'rep-1', 'rep-2', 'rep-0', 'rep-1', 'rep-2']);
  });

  it('reads people and settings once a batch, and takes turns once, however many leads ask', async () => {
    const table = memoryTable(...someReps(2));
    let queries = 0;
    const counted: Table = {
      ...table,
      query: (options) => {
        queries += 1;
        return table.query(options);
      },
    };
    const router = startRouter(openAt(counted), 10);
    await Promise.all(Array.from({ length: 10 }, () => router.assign(aLead())));
    expect(queries).toBe(1);
    expect(await takeTurns(table, 'reps', 1)).toBe(10);
  });

  it('gives leads to active reps alone, and takes no turn for one who is alone', async () => {
    const table = memoryTable(
      userEntity.toItem(aUser({ id: 'away', active: false })),
      userEntity.toItem(aUser({ id: 'boss', role: 'manager' })),
      userEntity.toItem(aUser({ id: 'ada' })),
    );
    const router = startRouter(openAt(table), 2);
    expect([await router.assign(aLead()), await router.assign(aLead())]).toMatchObject([
      { lead: { ownerId: 'ada' } },
      { lead: { ownerId: 'ada' } },
    ]);
    expect(table.ofType('rotation')).toEqual([]);
  });

  it('leaves a lead unassigned when there is nobody, and says by which decision', async () => {
    const table = memoryTable(userEntity.toItem(aUser({ active: false })));
    const { lead } = await startRouter(openAt(table), 10).assign(aLead());
    expect(lead).toEqual({ assignment: { decision: expect.any(String) } });
    expect(table.ofType('rotation')).toEqual([]);
    expect(table.ofType('routing-decision')).toMatchObject([{ steps: [{ reps: [{ verdict: 'inactive' }] }] }]);
  });
});

describe('a decision that is kept', () => {
  it('is kept once for all leads that it holds for, and with its turn says again who was chosen', async () => {
    const table = memoryTable(...someReps(3));
    let puts = 0;
    const counted: Table = {
      ...table,
      put: async (...put) => {
        puts += 1;
        return table.put(...put);
      },
    };
    for (const instance of [openAt(counted), openAt(counted)]) {
      const router = startRouter(instance, 5);
      for (let lead = 0; lead < 5; lead += 1) {
        const { ownerId, assignment } = (await router.assign(aLead())).lead;
        const [kept] = table.ofType('routing-decision').map(decisionEntity.fromItem);
        expect(assignment).toEqual({ decision: kept?.id, turn: expect.any(Number) });
        const turn = assignment && 'turn' in assignment ? assignment.turn : undefined;
        expect(kept && decisionId(kept)).toBe(kept?.id);
        expect(kept && atTurn(roundOfDecision(kept), turn ?? 0)).toBe(ownerId);
      }
    }
    expect(puts).toBe(1);
  });

  it('fits with the lead into a kilobyte as before: it adds less than 70 bytes', async () => {
    const table = memoryTable(...someReps(3), { pk: 'ROTATION#reps', sk: 'ROTATION', turns: 1_000_000_000 });
    const { assignment } = (await startRouter(openAt(table), 1).assign(aLead())).lead;
    expect(JSON.stringify({ assignment }).length).toBeLessThan(70);
  });
});

describe('capacity', () => {
  const CALENDAR = { timeZone: 'UTC', hours: {}, absences: [] };
  const people = { 'rep-0': { ...CALENDAR, capacity: 3 }, 'rep-1': { ...CALENDAR, capacity: 2 } };
  const owned = (ownerId: string, changes = {}) => leadEntity.toItem(aLead({ ownerId, ...changes }));

  it('counts what is new or being worked, and what was given since', async () => {
    const table = memoryTable(
      ...someReps(2),
      storedRouting({ people }),
      owned('rep-0'),
      owned('rep-0', { status: 'working' }),
      owned('rep-0', { status: 'nurturing' }),
    );
    const router = startRouter(openAt(table), 10);
    const owners = await Promise.all(
      Array.from({ length: 5 }, async () => (await router.assign(aLead())).lead.ownerId),
    );
    expect(owners.toSorted()).toEqual(['rep-0', 'rep-1', 'rep-1', undefined, undefined]);
  });

  it('is counted anew after a minute', async () => {
    const table = memoryTable(...someReps(1), storedRouting({ people }), ...[0, 1, 2].map(() => owned('rep-0')));
    let now = NOW;
    const desk = openRouting(table, SCORERS, () => now);
    expect((await startRouter(desk, 1).assign(aLead())).lead.ownerId).toBeUndefined();
    const [done] = table.ofType('lead').map(leadEntity.fromItem);
    if (done) await table.put(leadEntity.toItem({ ...done, status: 'disqualified' }));
    expect((await startRouter(desk, 1).assign(aLead())).lead.ownerId).toBeUndefined();
    now += MINUTE;
    expect((await startRouter(desk, 1).assign(aLead())).lead.ownerId).toBe('rep-0');
  });
});

describe('a rule', () => {
  const promise = { minutes: 60, ifMissed: 'reassign' };
  const people = { 'rep-0': { timeZone: 'Europe/Berlin', hours: {}, absences: [] } };

  it('says what it promises, and when its owner works', async () => {
    const table = memoryTable(
      ...someReps(2),
      storedRouting({ teams: [aTeam(1)], people, rules: [aRule({ promise })] }),
    );
    expect(await startRouter(openAt(table), 1).assign(aLead())).toMatchObject({
      lead: { ownerId: 'rep-0' },
      calendar: people['rep-0'],
      promised: { ...promise, rule: 'acme' },
    });
  });

  it('gives a lead to somebody else when it is taken from its owner, and remembers when', async () => {
    const table = memoryTable(...someReps(2), storedRouting({ teams: [aTeam(1, 1)], rules: [aRule()] }));
    const { lead } = await startRouter(openAt(table), 1).assign(aLead({ ownerId: 'rep-0' }), { without: 'rep-0' });
    expect(lead).toEqual({ ownerId: 'rep-1', assignment: { decision: expect.any(String), at: AT } });
  });

  it('holds from the next batch on when it is changed', async () => {
    const table = memoryTable(...someReps(2), storedRouting({ teams: [aTeam(1)], rules: [aRule()] }));
    const desk = openAt(table);
    expect((await startRouter(desk, 1).assign(aLead())).lead.ownerId).toBe('rep-0');
    await table.put(storedRouting({ otherwise: { to: { kind: 'user', userId: 'rep-1' } } }, 2));
    expect((await startRouter(desk, 1).assign(aLead())).lead.ownerId).toBe('rep-1');
  });

  it('that fails to be read fails its lead, and is read again with the next batch', async () => {
    const table = memoryTable(...someReps(1));
    let fails = true;
    const desk = openAt({
      ...table,
      get: async (...key) => {
        if (fails) throw new Error('throttled');
        return table.get(...key);
      },
    });
    await expect(startRouter(desk, 1).assign(aLead())).rejects.toThrow('throttled');
    fails = false;
    expect((await startRouter(desk, 1).assign(aLead())).lead.ownerId).toBe('rep-0');
  });
});
