import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAllowance } from '../../../lib/spam/allowance.ts';
import type { Table } from '../../../lib/table/table.ts';
import { MINUTE, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

/** What an instance lets through before it asks the table. */
const FREE = 5;

const granted = async (asked: readonly Promise<boolean>[]): Promise<number> =>
  (await Promise.all(asked)).filter(Boolean).length;

describe('the allowance of a key', () => {
  it('is never exceeded by more than the free posts of each instance, under any interleaving, and is used up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 120 }),
        async (scheduler, limit, turns) => {
          const table = memoryTable();
          const delayed: Table = { ...table, update: scheduler.scheduleFunction(table.update) };
          const instances = Array.from({ length: 4 }, () => openAllowance(delayed, () => NOW));
          const asked = turns.map((turn) => instances[turn]?.('form:demo', limit) ?? Promise.resolve(false));
          const used = new Set(turns).size;
          expect(await scheduler.waitFor(granted(asked))).toBeLessThanOrEqual(limit + FREE * used);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets through all that is within the limit, and no more than the free ones beyond it', async () => {
    for (const limit of [1, 7, 20, 43, 200]) {
      const allow = openAllowance(memoryTable(), () => NOW);
      let through = 0;
      for (let post = 0; post < 300; post += 1) if (await allow('form:demo', limit)) through += 1;
      expect(through, String(limit)).toBe(limit + Math.min(FREE, limit));
    }
  });

  it('starts anew with the next minute', async () => {
    let now = NOW;
    const allow = openAllowance(memoryTable(), () => now);
    const burst = async () => granted(Array.from({ length: 50 }, () => allow('form:demo', 10)));
    const first = await burst();
    now = NOW + MINUTE - 1;
    expect(await burst()).toBe(0);
    now = NOW + MINUTE;
    expect(await burst()).toBe(first);
  });

  it('is counted for each key by itself', async () => {
    const allow = openAllowance(memoryTable(), () => NOW);
    const burst = (key: string) => granted(Array.from({ length: 50 }, () => allow(key, 10)));
    expect(await burst('address:demo:203.0.113')).toBe(await burst('address:demo:198.51.100'));
  });

  it('costs no write for a few posts, and one a fiftieth of the limit after that, at most a hundred posts', async () => {
    const table = memoryTable();
    let writes = 0;
    const counting: Table = {
      ...table,
      update: (...write) => {
        writes += 1;
        return table.update(...write);
      },
    };
    const allow = openAllowance(counting, () => NOW);
    for (let post = 0; post < FREE; post += 1) await allow('form:demo', 10_000);
    expect(writes).toBe(0);
    for (let post = 0; post < 1000; post += 1) await allow('form:demo', 10_000);
    expect(writes).toBe(10);
    for (let post = 0; post < FREE + 120; post += 1) await allow('form:small', 600);
    expect(writes).toBe(20);
  });

  it('asks the table no more once the limit is used up', async () => {
    const table = memoryTable();
    let writes = 0;
    const counting: Table = {
      ...table,
      update: (...write) => {
        writes += 1;
        return table.update(...write);
      },
    };
    const allow = openAllowance(counting, () => NOW);
    for (let post = 0; post < 500; post += 1) await allow('form:demo', 20);
    // Twenty single tokens, and one look at the empty item.
    expect(writes).toBe(21);
  });

  it('leaves counts that the table removes by itself', async () => {
    const table = memoryTable();
    const allow = openAllowance(table, () => NOW);
    for (let post = 0; post < 10; post += 1) await allow('form:demo', 100);
    const [item] = table.ofType('rate');
    expect(item).toMatchObject({ pk: 'RATE#form:demo', sk: String(Math.floor(NOW / MINUTE)), used: 6 });
    expect(Number(item?.['expiresAt'])).toBeGreaterThan((NOW + MINUTE) / 1000);
  });
});
