import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listChunks } from '../../../lib/imports/chunk-repository.ts';
import { importOfArrival } from '../../../lib/imports/import-arrival.ts';
import { rulesOf } from '../../../lib/imports/import-job.ts';
import { loadPlan } from '../../../lib/imports/import-objects.ts';
import { getImport } from '../../../lib/imports/import-repository.ts';
import { cancelImport, commitImport, planImport, undoImport } from '../../../lib/imports/manage-imports.ts';
import { outcomesOf } from '../../../lib/imports/row-outcome.ts';
import { addCounts, type RowCounts } from '../../../lib/imports/row-state.ts';
import type { Item } from '../../../lib/table/item.ts';
import { ADA, DAY, later, NOW } from '../builders.ts';
import { aMessyList, KNOWN_PEOPLE } from './a-messy-list.ts';
import { aColumn, anImportOffice, type ImportOffice, someOptions } from './an-import.ts';
import { type Fortune, fortuneOf, workUntilDone } from './stormy-workers.ts';

const OPTIONS = someOptions({
  matchBy: 'external-id',
  assign: 'user',
  ownerId: ADA.id,
  tags: ['fair'],
  consent: { purpose: 'news', basis: 'They asked for it at the fair.' },
  columns: [
    aColumn('email', { write: 'always' }),
    aColumn('lastName'),
    aColumn('company'),
    aColumn('title'),
    aColumn('externalId'),
  ],
});

/** A list dropped into the bucket, and the office to which it came. */
const dropped = async (list: string) => {
  const office = anImportOffice(KNOWN_PEOPLE);
  const key = 'imports/fair.csv';
  await office.files.put(key, Buffer.from(list), 'text/csv');
  const object = { key, size: list.length, eTag: 'e', sequencer: '1' };
  const id = await importOfArrival(office.desk, { eventName: 'Put', eventTime: later(0), s3: { object } });
  if (id === undefined) throw new Error('the list was not taken');
  office.waiting.push({ importId: id, step: 'read', run: 0 });
  return { office, id };
};

const TELLING = ['lead', 'email-identity', 'external-identity', 'timeline-entry', 'consent'];

/** All that the CRM knows of people, but for when it was last written. */
const peopleIn = ({ table }: ImportOffice): Item[] =>
  table
    .all()
    .filter(({ type }) => TELLING.includes(String(type)))
    .map(({ updatedAt: _updatedAt, scoredAt: _scoredAt, ...item }) => item)
    .sort((a, b) => (`${a['pk']} ${a['sk']}` < `${b['pk']} ${b['sk']}` ? -1 : 1));

const withoutVersion = (items: readonly Item[]): Item[] => items.map(({ version: _version, ...item }) => item);

/** What is told of an import, which each chunk, each row and the whole must agree on. */
const accountOf = async (office: ImportOffice, id: string) => {
  const one = await getImport(office.table, id);
  const chunks = await listChunks(office.table, id);
  const rules = rulesOf(one);
  const rowsOf = async (chunk: (typeof chunks)[number]) =>
    outcomesOf(rules, chunk, await loadPlan(office.files, chunk), { stopped: false });
  const outcomes = (await Promise.all(chunks.map(rowsOf))).flat();
  const recounted: RowCounts = addCounts(outcomes.map(({ state }) => ({ [state]: 1 })));
  expect(addCounts(chunks.map(({ counts }) => counts))).toEqual(recounted);
  expect(outcomes).toHaveLength(one.rows ?? 0);
  return {
    state: one.state,
    repeats: one.repeats,
    counts: one.counts,
    rows: outcomes.map(({ row, state, reason, leadId }) => ({ row: row.row, state, reason, leadId })),
  };
};

const [PLAN_AT, COMMIT_AT, UNDO_AT] = [NOW + 10 * DAY, NOW + 20 * DAY, NOW + 30 * DAY];

/** A rep changes the first of some leads, so that the import finds it otherwise than it left it. */
const editOne = async (office: ImportOffice, isMeant: (lead: Item) => boolean): Promise<void> => {
  const [lead] = office.table
    .ofType('lead')
    .filter(isMeant)
    .sort((a, b) => (String(a['pk']) < String(b['pk']) ? -1 : 1));
  if (!lead) return;
  const { pk, sk } = lead;
  await office.table.put({
    ...lead,
    pk: String(pk),
    sk: String(sk),
    title: 'Edited',
    version: Number(lead['version']) + 1,
  });
};

/** The whole life of an import, and what is known after each part of it. */
const lifeOf = async (
  list: string,
  { fortune, isEdited = true }: { readonly fortune?: Fortune; readonly isEdited?: boolean } = {},
) => {
  const { office, id } = await dropped(list);
  const before = peopleIn(office);
  await workUntilDone(office, id, fortune);
  office.clock.now = PLAN_AT;
  await planImport(office.counter, id, OPTIONS);
  await workUntilDone(office, id, fortune);
  expect(peopleIn(office)).toEqual(before);
  const planned = await accountOf(office, id);

  if (isEdited) await editOne(office, ({ email }) => email === 'known-0@acme.example');
  office.clock.now = COMMIT_AT;
  await commitImport(office.counter, id, undefined);
  await workUntilDone(office, id, fortune);
  const committed = { account: await accountOf(office, id), people: peopleIn(office) };

  if (isEdited) await editOne(office, ({ source }) => String(source).startsWith('import:'));
  office.clock.now = UNDO_AT;
  await undoImport(office.counter, id);
  await workUntilDone(office, id, fortune);
  return { before, planned, committed, undone: { account: await accountOf(office, id), people: peopleIn(office) } };
};

describe('an import', () => {
  it('does the same whatever order its events come in, twice, never, or to workers that die', async () => {
    await fc.assert(
      fc.asyncProperty(aMessyList, async ({ list, luck }) => {
        expect(await lifeOf(list, { fortune: fortuneOf(luck) })).toEqual(await lifeOf(list));
      }),
      { numRuns: 25 },
    );
  });

  it('writes what its plan says, but for records that changed since, which it names', async () => {
    await fc.assert(
      fc.asyncProperty(aMessyList, async ({ list }) => {
        const { planned, committed } = await lifeOf(list);
        const became = { create: ['created', 'conflict'], update: ['updated', 'conflict'] };
        planned.rows.forEach((row, index) => {
          const after = committed.account.rows[index];
          if (row.state === 'create' || row.state === 'update') expect(became[row.state]).toContain(after?.state);
          else expect(after).toEqual(row);
          if (row.state !== after?.state && after?.state === 'conflict')
            expect(after.reason).toBe('changed-since-plan');
        });
      }),
      { numRuns: 10 },
    );
  });

  it('taken back leaves people as they were', async () => {
    await fc.assert(
      fc.asyncProperty(aMessyList, async ({ list }) => {
        const { before, undone } = await lifeOf(list, { isEdited: false });
        expect(withoutVersion(undone.people)).toEqual(withoutVersion(before));
        const states = new Set(undone.account.rows.map(({ state }) => state));
        for (const state of ['create', 'update', 'created', 'updated', 'kept'] as const) {
          expect(states).not.toContain(state);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('taken back keeps what was edited since, and names it', async () => {
    await fc.assert(
      fc.asyncProperty(aMessyList, async ({ list }) => {
        const { undone } = await lifeOf(list);
        const kept = undone.account.rows.filter(({ state }) => state === 'kept');
        expect(kept.map(({ reason }) => reason)).toEqual(['edited-since']);
        const [lead] = undone.people.filter(({ source }) => String(source).startsWith('import:'));
        expect(lead).toMatchObject({ id: kept[0]?.leadId, title: 'Edited' });
      }),
      { numRuns: 10 },
    );
  });

  it('that was stopped half-way goes on and ends as if it had not been', async () => {
    const list = ['email,lastName,company,title,externalId']
      .concat(Array.from({ length: 60 }, (_, index) => `new-${index}@acme.example,Stone,Acme,,N${index}`))
      .join('\n');
    const planned = async () => {
      const { office, id } = await dropped(list);
      await workUntilDone(office, id);
      office.clock.now = PLAN_AT;
      await planImport(office.counter, id, OPTIONS);
      await workUntilDone(office, id);
      office.clock.now = COMMIT_AT;
      await commitImport(office.counter, id, undefined);
      return { office, id };
    };
    const straight = await planned();
    await workUntilDone(straight.office, straight.id);

    const stopped = await planned();
    for (let taken = 0; taken < 4; taken += 1) {
      const event = stopped.office.waiting.shift();
      if (event) await stopped.office.take(event);
    }
    await cancelImport(stopped.office.counter, stopped.id);
    await stopped.office.takeAll();
    const halfway = await accountOf(stopped.office, stopped.id);
    expect(halfway.state).toBe('stopped');
    expect(new Set(halfway.rows.map(({ state }) => state))).toEqual(new Set(['create', 'created']));
    await commitImport(stopped.office.counter, stopped.id, undefined);
    await workUntilDone(stopped.office, stopped.id);
    expect(await accountOf(stopped.office, stopped.id)).toEqual(await accountOf(straight.office, straight.id));
    expect(peopleIn(stopped.office)).toEqual(peopleIn(straight.office));
  });
});
