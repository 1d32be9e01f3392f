import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowException } from '../../../lib/imports/chunk-entity.ts';
import { groupsOf } from '../../../lib/imports/row-groups.ts';
import { outcomesOf, type RowOutcome, shownCounts } from '../../../lib/imports/row-outcome.ts';
import { addCounts, ROW_STATES, type RowCounts, type RowState } from '../../../lib/imports/row-state.ts';
import { idOfRow } from '../../../lib/imports/row-writes.ts';
import { aLead } from '../builders.ts';
import { aChunk, aPlanRow, someRules } from './an-import.ts';

const RULES = someRules({ consent: { purpose: 'news', basis: 'asked' } });
const PLANNED = ['create', 'update', 'unchanged', 'duplicate', 'contact', 'conflict', 'rejected'] as const;

const countsOf = (outcomes: readonly RowOutcome[]): RowCounts =>
  addCounts(outcomes.map(({ state }) => ({ [state]: 1 })));
const total = (counts: RowCounts): number => Object.values(counts).reduce((all, one) => all + one, 0);

const exceptions = (rows: readonly number[], reason: string): RowException[] => rows.map((row) => [row, reason]);

/** A plan of some groups, and how far commit and undo have come with it. */
const progress = fc
  .record({
    states: fc.array(fc.constantFrom(...PLANNED, 'create' as const, 'update' as const), { maxLength: 150 }),
    fence: fc.nat(6),
    undoFence: fc.nat(6),
    odd: fc.array(fc.nat(160), { maxLength: 20 }),
    kept: fc.array(fc.nat(160), { maxLength: 20 }),
  })
  .map(({ states, fence, undoFence, odd, kept }) => {
    const rows = states.map((state, index) =>
      aPlanRow({
        row: index + 2,
        state,
        ...(state === 'update' && { before: aLead(), leadId: 'lead', told: { title: 'CEO' } }),
      }),
    );
    const groups = groupsOf(RULES, rows);
    const done = Math.min(fence, groups.length);
    const undone = Math.min(undoFence, done);
    const within = (until: number, some: readonly number[]) =>
      groups
        .slice(0, until)
        .flat()
        .map(({ row }) => row)
        .filter((row) => some.includes(row));
    const taken = within(done, odd);
    const chunk = aChunk({
      fence: done,
      undoFence: undone,
      taken: exceptions(taken, 'changed-since-plan'),
      kept: exceptions(
        within(undone, kept).filter((row) => !taken.includes(row)),
        'edited-since',
      ),
    });
    return { rows, chunk };
  });

describe('what became of the rows of a chunk', () => {
  it('is one state for each row, in the order of the file', () => {
    fc.assert(
      fc.property(progress, fc.boolean(), ({ rows, chunk }, stopped) => {
        const outcomes = outcomesOf(RULES, chunk, rows, { stopped });
        expect(outcomes.map(({ row }) => row.row)).toEqual(rows.map(({ row }) => row));
        for (const { state } of outcomes) expect(ROW_STATES).toContain(state);
        expect(total(countsOf(outcomes))).toBe(rows.length);
      }),
    );
  });

  it('is counted as it is shown, also after it was stopped', () => {
    fc.assert(
      fc.property(progress, ({ rows, chunk }) => {
        const going = countsOf(outcomesOf(RULES, chunk, rows, { stopped: false }));
        const stopped = outcomesOf(RULES, chunk, rows, { stopped: true });
        expect(shownCounts(going, false)).toEqual(going);
        expect(shownCounts(going, true)).toEqual(countsOf(stopped));
        expect(stopped.map(({ state }) => state)).not.toContain('create');
      }),
    );
  });

  it('says why of every row that was not written, and of none that was', () => {
    fc.assert(
      fc.property(progress, ({ rows, chunk }) => {
        const settled = new Set<RowState>(['cancelled', 'kept']);
        for (const { row, state, reason } of outcomesOf(RULES, chunk, rows, { stopped: true })) {
          if (['created', 'updated', 'undone'].includes(state)) expect(reason).toBeUndefined();
          if (settled.has(state)) expect(reason).toBeDefined();
          if (state === 'conflict' && row.state !== 'conflict') expect(reason).toBe('changed-since-plan');
        }
      }),
    );
  });

  it('names the lead of a row that made one, as long as it is there', () => {
    const rows = [aPlanRow({ row: 2 }), aPlanRow({ row: 3, state: 'unchanged', leadId: 'lead' })];
    const leadIds = (changes: Parameters<typeof aChunk>[0]) =>
      outcomesOf(RULES, aChunk(changes), rows, { stopped: false }).map(({ leadId }) => leadId);
    expect(leadIds({ fence: 0 })).toEqual([undefined, 'lead']);
    expect(leadIds({ fence: 1 })).toEqual([idOfRow(RULES, 2), 'lead']);
    expect(leadIds({ fence: 1, undoFence: 1 })).toEqual([undefined, 'lead']);
    expect(leadIds({ fence: 1, undoFence: 1, kept: [[2, 'edited-since']] })).toEqual([idOfRow(RULES, 2), 'lead']);
    expect(leadIds({ fence: 1, taken: [[2, 'changed-since-plan']] })).toEqual([undefined, 'lead']);
  });
});

describe('counts', () => {
  const counts: fc.Arbitrary<RowCounts> = fc.dictionary(
    fc.constantFrom(...ROW_STATES),
    fc.integer({ min: 1, max: 9 }),
    {
      noNullPrototype: true,
    },
  );

  it('of several parts are their sum, in any order', () => {
    fc.assert(
      fc.property(fc.array(counts), (parts) => {
        expect(total(addCounts(parts))).toBe(parts.map(total).reduce((all, one) => all + one, 0));
        expect(addCounts([...parts].reverse())).toEqual(addCounts(parts));
      }),
    );
  });

  it('leave out states without rows', () => {
    expect(addCounts([{ create: 2 }, { create: -2, created: 2 }])).toEqual({ created: 2 });
  });

  it('show what was not written as cancelled, once an import was stopped', () => {
    expect(shownCounts({ create: 2, update: 1, created: 4 }, true)).toEqual({ created: 4, cancelled: 3 });
    expect(shownCounts({ created: 4 }, true)).toEqual({ created: 4 });
  });
});
