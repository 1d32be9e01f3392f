import { describe, expect, it } from 'vitest';
import { likenessChanges } from '../../../lib/duplicates/lead-changes.ts';
import { pairEntity } from '../../../lib/duplicates/pair-entity.ts';
import { MOST_ALIKE, projectLeads } from '../../../lib/duplicates/project-leads.ts';
import { newId } from '../../../lib/ids.ts';
import { type Lead, leadEntity } from '../../../lib/leads/lead-entity.ts';
import type { ItemChange } from '../../../lib/table/stream-record.ts';
import { aLead, NOW } from '../builders.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';

const item = (lead: Lead | undefined) => (lead ? leadEntity.toItem(lead) : undefined);
const change = (before: Lead | undefined, after: Lead | undefined): ItemChange => ({
  before: item(before),
  after: item(after),
});

/** Writes leads as they are now and follows that, as the stream would. */
const follow = async (table: MemoryTable, ...changes: (readonly [Lead | undefined, Lead | undefined])[]) => {
  for (const [before, after] of changes) {
    if (after) await table.put(leadEntity.toItem(after));
    else if (before) await table.transact([{ label: 'gone', remove: leadEntity.toItem(before) }]);
  }
  const seen = changes.map(([before, after]) => change(before, after));
  await projectLeads({ table, now: () => NOW }, likenessChanges(seen));
};

const pairsIn = (table: MemoryTable) => table.ofType('duplicate-pair').map((pair) => pairEntity.fromItem(pair));

const person = (changes: Partial<Lead> = {}): Lead => aLead({ id: newId(NOW), ...changes });

describe('the projector', () => {
  it('brings two leads of one batch together, and one that comes later', async () => {
    const table = memoryTable();
    const [one, two, three] = [person(), person({ email: 'm@acme.example' }), person({ email: 'mia@gmail.com' })];
    await follow(table, [undefined, one], [undefined, two]);
    expect(pairsIn(table)).toHaveLength(1);
    await follow(table, [undefined, three]);
    expect(pairsIn(table)).toHaveLength(3);
  });

  it('comes to the same when it sees the same twice', async () => {
    const table = memoryTable();
    const [one, two] = [person(), person({ email: undefined })];
    await follow(table, [undefined, one], [undefined, two]);
    const then = table.all();
    await follow(table, [undefined, one], [undefined, two]);
    expect(table.all()).toEqual(then);
  });

  it('takes a pair away when a lead is gone, closed or called otherwise', async () => {
    const [one, two] = [person(), person({ email: undefined })];
    for (const after of [undefined, { ...two, status: 'disqualified' as const }, { ...two, lastName: 'Brand' }]) {
      const table = memoryTable();
      await follow(table, [undefined, one], [undefined, two]);
      expect(pairsIn(table)).toHaveLength(1);
      await follow(table, [two, after]);
      expect(pairsIn(table)).toEqual([]);
    }
  });

  it('leaves what somebody decided', async () => {
    const table = memoryTable();
    const [one, two] = [person(), person({ email: undefined })];
    await follow(table, [undefined, one], [undefined, two]);
    const [pair] = pairsIn(table);
    if (!pair) throw new Error('there is no pair');
    await table.put(pairEntity.toItem({ ...pair, state: 'dismissed' }));
    await follow(table, [two, { ...two, title: 'CEO', phone: '+44 20 7946 0018' }]);
    expect(pairsIn(table)).toMatchObject([{ state: 'dismissed', score: pair.score }]);
  });

  it('ignores a key of more than ten leads, and lets it grow no more', async () => {
    const table = memoryTable();
    const many = Array.from({ length: MOST_ALIKE + 5 }, () => person({ email: undefined }));
    await follow(table, ...many.map((lead) => [undefined, lead] as const));
    expect(pairsIn(table)).toEqual([]);
    const [key] = table.ofType('like-key');
    expect(key?.['leadIds']).toHaveLength(MOST_ALIKE + 1);
    await follow(table, [undefined, person({ email: undefined })]);
    expect(table.ofType('like-key')).toEqual([key]);
  });

  it('ignores a phone number of more than ten leads', async () => {
    const table = memoryTable();
    const switchboard = (index: number) =>
      person({
        firstName: undefined,
        lastName: undefined,
        email: undefined,
        company: `Co ${index}`,
        phone: '+442079460018',
      });
    await follow(
      table,
      ...Array.from({ length: MOST_ALIKE + 1 }, (_, index) => [undefined, switchboard(index)] as const),
    );
    expect(pairsIn(table)).toEqual([]);
  });

  it('writes nothing for a change that has nothing to do with it', async () => {
    const lead = person();
    expect(likenessChanges([change(lead, { ...lead, score: 3, version: 2 })])).toEqual([]);
    expect(likenessChanges([{ before: undefined, after: { type: 'timeline-entry' } }])).toEqual([]);
  });

  it('sees a lead that comes and goes within a batch as one that never was', async () => {
    const lead = person();
    expect(likenessChanges([change(undefined, lead), change(lead, undefined)])).toEqual([]);
  });

  it('asks and writes in batches: one look and four transactions for a hundred new leads without a phone number', async () => {
    const inner = memoryTable();
    let calls = 0;
    const counted = new Proxy(inner, {
      get: (target, name, receiver) => {
        if (['get', 'getMany', 'query', 'put', 'transact'].includes(String(name))) calls += 1;
        return Reflect.get(target, name, receiver);
      },
    });
    const hundred = Array.from({ length: 100 }, (_, index) =>
      person({
        firstName: 'Ann',
        lastName: `Person ${index}`,
        company: `Company ${index}`,
        email: `ann@place-${index}.example`,
      }),
    );
    await projectLeads(
      { table: counted, now: () => NOW },
      likenessChanges(hundred.map((lead) => change(undefined, lead))),
    );
    expect(inner.ofType('like-key')).toHaveLength(200);
    // One look at all keys, which BatchGetItem takes a hundred at a time, and four transactions of fifty.
    expect(calls).toBe(5);
  });
});
