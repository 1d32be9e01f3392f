import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeTurns } from '../../../lib/routing/rotation-repository.ts';
import { startRoundRobin } from '../../../lib/routing/round-robin.ts';
import type { Table } from '../../../lib/table/table.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { aUser } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const rep = (number: number) => aUser({ id: `rep-${number}`, name: `Rep ${number}` });

const tableWith = (reps: number) =>
  memoryTable(...Array.from({ length: reps }, (_, number) => userEntity.toItem(rep(number))));

/** A batch: room for so many leads, and how many of them ask for an owner. */
const batch = fc
  .tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 10 }))
  .map(([size, asked]) => ({ size, asks: Math.min(size, asked) }));

describe('the round robin', () => {
  it('is fair under any interleaving of batches: no rep gets more than the others by more than the unused turns', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 6 }),
        fc.array(batch, { minLength: 1, maxLength: 8 }),
        async (scheduler, reps, batches) => {
          const table = tableWith(reps);
          const interleaved: Table = {
            ...table,
            query: scheduler.scheduleFunction(table.query),
            update: scheduler.scheduleFunction(table.update),
          };
          const counts = new Map<string, number>(Array.from({ length: reps }, (_, number) => [rep(number).id, 0]));
          const work = batches.flatMap(({ size, asks }) => {
            const roundRobin = startRoundRobin(interleaved, size);
            return Array.from({ length: asks }, () => roundRobin.next());
          });
          const owners = await scheduler.waitFor(Promise.all(work));
          for (const owner of owners) counts.set(owner ?? 'nobody', (counts.get(owner ?? 'nobody') ?? 0) + 1);
          expect(counts.has('nobody')).toBe(false);
          const unused = batches.reduce((sum, { size, asks }) => sum + (asks > 0 ? size - asks : 0), 0);
          const given = [...counts.values()];
          // One more than the unused turns when the turns taken do not divide evenly among the reps.
          const remainder = (owners.length + unused) % reps === 0 ? 0 : 1;
          expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(unused + remainder);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('goes on where the batch before ended', async () => {
    const table = tableWith(3);
    const owners: (string | undefined)[] = [];
    for (let turn = 0; turn < 6; turn += 1) owners.push(await startRoundRobin(table, 1).next());
    expect(owners).toEqual(['rep-0', 'rep-1', 'rep-2', 'rep-0', 'rep-1', 'rep-2']);
  });

  it('gives leads to active reps alone', async () => {
    const table = memoryTable(
      userEntity.toItem(aUser({ id: 'away', active: false })),
      userEntity.toItem(aUser({ id: 'boss', role: 'manager' })),
      userEntity.toItem(aUser({ id: 'ada' })),
    );
    const roundRobin = startRoundRobin(table, 2);
    expect([await roundRobin.next(), await roundRobin.next()]).toEqual(['ada', 'ada']);
  });

  it('leaves a lead unassigned when there is nobody, and takes no turn for it', async () => {
    const table = memoryTable(userEntity.toItem(aUser({ active: false })));
    expect(await startRoundRobin(table, 10).next()).toBeUndefined();
    expect(table.ofType('rotation')).toEqual([]);
  });

  it('reads the people and takes its turns once a batch, however many leads ask', async () => {
    const table = tableWith(2);
    const roundRobin = startRoundRobin(table, 10);
    await Promise.all(Array.from({ length: 10 }, () => roundRobin.next()));
    expect(await takeTurns(table, 'reps', 1)).toBe(10);
  });
});
