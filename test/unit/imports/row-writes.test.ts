import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowRules } from '../../../lib/imports/import-job.ts';
import type { PlanRow } from '../../../lib/imports/plan-row.ts';
import { groupsOf, isToWrite } from '../../../lib/imports/row-groups.ts';
import type { RowScoring } from '../../../lib/imports/row-scoring.ts';
import {
  commitWrites,
  countWrites,
  idOfRow,
  leadOfRow,
  rowOfLabel,
  undoWrites,
} from '../../../lib/imports/row-writes.ts';
import type { Item } from '../../../lib/table/item.ts';
import { NOW, SCORER, SCORING } from '../builders.ts';
import type { MemoryTable } from '../memory-table.ts';
import { aPlanRow, someRules } from './an-import.ts';
import { peopleOfAList, planOf } from './planned-people.ts';

/** What a table holds, but for what every change of a lead moves on, and for the scores of the past. */
const contentOf = (table: MemoryTable): Item[] =>
  table
    .all()
    .filter(({ type }) => type !== 'past-score')
    .map(({ version: _version, updatedAt: _updatedAt, scoredAt: _scoredAt, ...item }) => item)
    .sort((a, b) => (`${a['pk']} ${a['sk']}` < `${b['pk']} ${b['sk']}` ? -1 : 1));

const BY_DEFAULT: RowScoring = { ...SCORING, itsOwn: () => SCORER };
const commit = (rules: RowRules, row: PlanRow, ownerId: string | undefined) =>
  commitWrites(rules, row, row.before ? undefined : leadOfRow(rules, row, ownerId, SCORING), BY_DEFAULT);
const undo = (rules: RowRules, row: PlanRow) => undoWrites(rules, row, undefined, { ...BY_DEFAULT, now: NOW + 1 });

describe('the writes of a row', () => {
  it('are no more than the groups count on, when it is committed and when it is undone', async () => {
    await fc.assert(
      fc.asyncProperty(peopleOfAList, async (list) => {
        const { rows } = await planOf(list);
        for (const row of rows.filter(isToWrite)) {
          const most = countWrites(list.rules, row);
          const counts = [commit(list.rules, row, 'user-ada').length, undo(list.rules, row).length];
          expect(Math.max(...counts)).toBeLessThanOrEqual(most);
          // An update that leaves the score as it was keeps no past score.
          expect(Math.min(...counts)).toBeGreaterThanOrEqual(row.before ? most - 1 : most);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('say by their label to which row they belong', async () => {
    await fc.assert(
      fc.asyncProperty(peopleOfAList, async (list) => {
        const { rows } = await planOf(list);
        for (const row of rows.filter(isToWrite)) {
          for (const { label } of [...commit(list.rules, row, undefined), ...undo(list.rules, row)]) {
            expect(rowOfLabel(label)).toBe(row.row);
          }
        }
      }),
      { numRuns: 20 },
    );
    expect(rowOfLabel('fence')).toBeUndefined();
  });

  it('go through as they were planned, and undone leave the table as it was', async () => {
    await fc.assert(
      fc.asyncProperty(peopleOfAList, async (list) => {
        const { table, rows } = await planOf(list);
        const before = contentOf(table);
        const groups = groupsOf(list.rules, rows);
        for (const group of groups) {
          await table.transact(group.flatMap((row) => commit(list.rules, row, 'user-ada')));
        }
        if (groups.length > 0) expect(contentOf(table)).not.toEqual(before);
        for (const group of groups) {
          await table.transact(group.flatMap((row) => undo(list.rules, row)));
        }
        expect(contentOf(table)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('fail where they are made twice', async () => {
    await fc.assert(
      fc.asyncProperty(peopleOfAList, async (list) => {
        const { table, rows } = await planOf(list);
        const [row] = rows.filter(isToWrite);
        fc.pre(row !== undefined);
        if (!row) return;
        await table.transact(commit(list.rules, row, undefined));
        await expect(table.transact(commit(list.rules, row, undefined))).rejects.toThrow(/did not hold/);
        await table.transact(undo(list.rules, row));
        await expect(table.transact(undo(list.rules, row))).rejects.toThrow(/did not hold/);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the lead that a row makes', () => {
  it('has the same id whoever makes it, and another one than those of other rows, imports and commits', () => {
    const rules = someRules();
    const others = [
      idOfRow(rules, 3),
      idOfRow({ ...rules, importId: 'other' }, 2),
      idOfRow({ ...rules, committedAt: rules.committedAt + 1 }, 2),
    ];
    expect(idOfRow({ ...rules }, 2)).toBe(idOfRow(rules, 2));
    expect(others).not.toContain(idOfRow(rules, 2));
    expect(leadOfRow(rules, aPlanRow(), undefined, SCORING).id).toBe(idOfRow(rules, 2));
  });

  it('names its import, and has the tags of the import and of its row', () => {
    const rules = someRules({ tags: ['fair', '2026'] });
    const lead = leadOfRow(
      rules,
      aPlanRow({ told: { email: 'mia@acme.example', tags: ['vip', 'fair'] } }),
      'user-ada',
      SCORING,
    );
    expect(lead).toMatchObject({
      source: `import:${rules.importId}`,
      tags: ['fair', '2026', 'vip'],
      ownerId: 'user-ada',
      submissionCount: 0,
      version: 1,
    });
  });

  it('belongs to the person whose address it is, where that is known', () => {
    const known = { mailbox: 'mia@acme.example', partyId: 'party' };
    expect(leadOfRow(someRules(), aPlanRow({ known }), undefined, SCORING).partyId).toBe('party');
  });

  it('goes to whoever its row names', () => {
    const [insert] = commitWrites(
      someRules(),
      aPlanRow({ told: { phone: '1', ownerId: 'user-ida' } }),
      undefined,
      BY_DEFAULT,
    );
    expect(insert).toMatchObject({ put: { ownerId: 'user-ida' } });
  });
});
