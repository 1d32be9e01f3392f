import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { type Lead, leadEntity } from '../../../lib/leads/lead-entity.ts';
import { getLead, type LeadList, listLeads, replaceLead } from '../../../lib/leads/lead-repository.ts';
import { isOpen, LEAD_STATUSES } from '../../../lib/leads/lead-status.ts';
import type { Table } from '../../../lib/table/table.ts';
import { ConditionFailed } from '../../../lib/table/write-errors.ts';
import { ADA, aLead, aTimelineEntry, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const someLeads = fc.array(
  fc
    .record({
      status: fc.constantFrom(...LEAD_STATUSES),
      candidate: fc.boolean(),
      score: fc.integer({ min: 0, max: 100 }),
      ownerId: fc.constantFrom(ADA.id, 'user-ben', undefined),
    })
    .map((changes) => aLead(changes)),
  { maxLength: 30 },
);

const walk = async (table: Table, list: LeadList, limit: number): Promise<Lead[]> => {
  const found: Lead[] = [];
  let after: string | undefined;
  for (let page = 0; page < 100; page += 1) {
    const { items, next } = await listLeads(table, list, { limit, after });
    expect(items.length).toBeLessThanOrEqual(limit);
    found.push(...items);
    if (next === undefined) return found;
    after = next;
  }
  throw new Error('the list has no end');
};

/** Which leads each view holds. */
const HOLDS: Readonly<Record<LeadList['view'], (lead: Lead) => boolean>> = {
  candidates: ({ status, candidate }) => candidate && ['new', 'working', 'qualified'].includes(status),
  new: ({ status }) => status === 'new',
  unassigned: ({ status, ownerId }) => isOpen(status) && ownerId === undefined,
  mine: ({ status, ownerId }) => isOpen(status) && ownerId === ADA.id,
  all: () => true,
};

const LISTS: readonly LeadList[] = [
  { view: 'candidates' },
  { view: 'new' },
  { view: 'unassigned' },
  { view: 'mine', ownerId: ADA.id },
  { view: 'all' },
];

const isDescending = (scores: readonly number[]): boolean =>
  scores.every((score, index) => index === 0 || score <= (scores[index - 1] ?? 0));

describe('a list of leads', () => {
  for (const list of LISTS) {
    it(`holds each lead of the view "${list.view}" once, whatever the page size`, async () => {
      await fc.assert(
        fc.asyncProperty(someLeads, fc.integer({ min: 1, max: 12 }), async (leads, limit) => {
          const table = memoryTable(...leads.map(leadEntity.toItem));
          const ids = (await walk(table, list, limit)).map(({ id }) => id);
          const expected = leads.filter(HOLDS[list.view]).map(({ id }) => id);
          expect(ids.toSorted()).toEqual(expected.toSorted());
        }),
        { numRuns: 40 },
      );
    });
  }

  for (const list of LISTS.filter(({ view }) => view !== 'all' && view !== 'new')) {
    it(`gives the best score of the view "${list.view}" first`, async () => {
      await fc.assert(
        fc.asyncProperty(someLeads, async (leads) => {
          const table = memoryTable(...leads.map(leadEntity.toItem));
          expect(isDescending((await walk(table, list, 7)).map(({ score }) => score))).toBe(true);
        }),
        { numRuns: 30 },
      );
    });
  }
});

describe('a lead in the table', () => {
  it('is found by its id, and nothing else is', async () => {
    const lead = aLead();
    const note = aTimelineEntry({ timeline: `PARTY#${lead.id}` });
    const table = memoryTable(leadEntity.toItem(lead));
    expect(await getLead(table, lead.id)).toEqual(lead);
    for (const id of [newId(NOW), note.id, 'nonsense', '']) {
      await expect(getLead(table, id)).rejects.toMatchObject({ category: 'not-found', code: 'lead-not-found' });
    }
  });

  it('is replaced only as it was read', async () => {
    const lead = aLead({ version: 4 });
    const table = memoryTable(leadEntity.toItem(lead));
    await table.transact([replaceLead({ ...lead, company: 'Other', version: 5 })]);
    await expect(table.transact([replaceLead({ ...lead, company: 'Late', version: 5 })])).rejects.toBeInstanceOf(
      ConditionFailed,
    );
    expect((await getLead(table, lead.id)).company).toBe('Other');
  });
});
