import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsOf, isToWrite } from '../../../lib/imports/row-groups.ts';
import { ROW_STATES } from '../../../lib/imports/row-state.ts';
import { countWrites } from '../../../lib/imports/row-writes.ts';
import { aLead } from '../builders.ts';
import { aPlanRow, someRules } from './an-import.ts';
import { peopleOfAList, planOf } from './planned-people.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const numbersOf = (rows: readonly { row: number }[]): number[] => rows.map(({ row }) => row);

const rowsLike = (count: number, changes: Parameters<typeof aPlanRow>[0]) =>
  Array.from({ length: count }, (_, index) => aPlanRow({ ...changes, row: index + 2 }));

describe('the groups of a plan', () => {
  it('hold the rows that are to be written, each once and in order, and fit into a transaction beside the fence', async () => {
    await fc.assert(
      fc.asyncProperty(peopleOfAList, async (list) => {
        const { rows } = await planOf(list);
        const groups = groupsOf(list.rules, rows);
        expect(numbersOf(groups.flat())).toEqual(numbersOf(rows.filter(isToWrite)));
        for (const group of groups) {
          expect(group.length).toBeGreaterThan(0);
          expect(group.length).toBeLessThanOrEqual(50);
          expect(sum(group.map((row) => countWrites(list.rules, row)))).toBeLessThanOrEqual(99);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are the same whenever they are asked for, also after the plan lay in a file', async () => {
    await fc.assert(
      fc.asyncProperty(peopleOfAList, async (list) => {
        const { rows } = await planOf(list);
        const read = JSON.parse(JSON.stringify(rows));
        expect(groupsOf(list.rules, read).map(numbersOf)).toEqual(groupsOf(list.rules, rows).map(numbersOf));
      }),
      { numRuns: 20 },
    );
  });

  it('leave no room that the next row would fit into', () => {
    const sizes = (rows: Parameters<typeof groupsOf>[1], rules = someRules()) =>
      groupsOf(rules, rows).map((group) => group.length);
    expect(sizes(rowsLike(120, { told: { phone: '1' } }))).toEqual([50, 50, 20]);
    expect(sizes(rowsLike(120, {}))).toEqual([49, 49, 22]);
    const consent = { purpose: 'news', basis: 'asked' };
    expect(sizes(rowsLike(70, {}), someRules({ consent }))).toEqual([33, 33, 4]);
  });

  it('stay under the megabytes of a transaction where leads are large', () => {
    const custom = { note: 'x'.repeat(100_000) };
    const rows = rowsLike(25, { state: 'update', before: aLead({ custom }), told: { title: 'CEO' } });
    expect(groupsOf(someRules(), rows).map((group) => group.length)).toEqual([9, 9, 7]);
  });

  it('take a row that is larger than that by itself', () => {
    const large = { told: { email: 'mia@acme.example', custom: { note: 'x'.repeat(1_100_000) } } };
    expect(groupsOf(someRules(), rowsLike(3, large)).map((group) => group.length)).toEqual([1, 1, 1]);
  });

  it('leave out what the plan settled', () => {
    const rows = ROW_STATES.map((state, index) => aPlanRow({ row: index, state }));
    expect(groupsOf(someRules(), rows)).toHaveLength(1);
    expect(groupsOf(someRules(), rows)[0]?.map(({ state }) => state)).toEqual(['create', 'update']);
  });
});
