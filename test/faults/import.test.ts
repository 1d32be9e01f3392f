import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ImportState } from '../../lib/imports/import-state.ts';
import type { RowState } from '../../lib/imports/row-state.ts';
import type { Lead } from '../../lib/leads/lead-entity.ts';
import type { Table } from '../../lib/table/table.ts';
import type { EngineCall } from '../../local/engines/tap.ts';
import { type ImportRecord, registerFile, resultsOf, totalOf, uploadFile } from '../integration/import-client.ts';
import { type Send, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { badWeather, type Victim } from './bad-weather.ts';
import { aDamagedList, type ExpectedRow, type ExpectedState } from './damaged-list.ts';
import { engineFilesOf, queueAt, tableOf } from './engine-access.ts';
import { allLeads, enterLead, holdersOf, plannedRows } from './imported-leads.ts';
import { qualify } from './lead-lookup.ts';
import { privateTextsInLogs } from './private-texts.ts';

const ROWS = 50_000;
/** Seconds after which a message comes back that a lost worker had in hand; twelve minutes and an hour and a half in the cloud. */
const COMES_BACK = 6;
/** Milliseconds for each job, on a machine that has other things to do too. */
const PATIENCE = 240_000;
const LOOK_EVERY = 1_000;
/** States in which the counts must add up to the rows of the file. */
const SUMMED: readonly ImportState[] = ['planned', 'committing', 'committed', 'undoing', 'undone'];
const CONTACT = 'karla@kontakt.example';

const chunkWrite = z.object({
  TransactItems: z.array(
    z.object({
      Put: z
        .object({
          Item: z.object({
            type: z.object({ S: z.literal('import-chunk') }),
            importId: z.object({ S: z.string() }),
            number: z.object({ N: z.coerce.number() }),
            run: z.object({ N: z.coerce.number() }),
          }),
        })
        .optional()
        .catch(undefined),
    }),
  ),
});

/** The event that a worker works on who commits or undoes rows of a chunk. */
const chunkEventOf = ({ operation, input }: EngineCall): object | undefined => {
  const { data } = operation === 'TransactWriteItems' ? chunkWrite.safeParse(input) : {};
  const chunk = data?.TransactItems.find(({ Put }) => Put)?.Put?.Item;
  return chunk && { importId: chunk.importId.S, step: chunk.number.N, run: chunk.run.N };
};

/** For each job. */
const VICTIMS: readonly Victim[] = [
  { path: 'ImportChunks', calls: [100, 260], times: 2, messageOf: chunkEventOf },
  { path: 'ImportFiles', calls: [20, 160], times: 1 },
];

const WRITTEN: Readonly<Partial<Record<ExpectedState, RowState>>> = { create: 'created', update: 'updated' };

const countsOf = (states: readonly RowState[]) => {
  const counts: Partial<Record<RowState, number>> = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

/** What an edit or an import may not change, and an undo puts back. */
const asItWas = ({ updatedAt: _at, version: _version, scoredAt: _scoredAt, ...rest }: Lead) => rest;

describe('a list of 50,000 rows with every defect, while engines fail and workers are killed at random', () => {
  const weather = badWeather(20_261_122);
  const list = aDamagedList(ROWS, { seed: 4, contact: CONTACT });
  let sluice: SluiceStack;
  let table: Table;
  let ada: Send;
  let tom: Send;
  let before: Lead[];
  let contactId = '';
  let importId = '';
  let deliveredTwice = 0;
  /** The record of each row after the commit. */
  const recordOf = new Map<number, string>();

  beforeAll(async () => {
    sluice = await startSluice({ onCall: weather.onCall });
    table = tableOf(sluice);
    [ada, tom] = await Promise.all([sluice.as('ada'), sluice.as('tom'), sluice.as('ben')]);
    const { id: ownerId } = (await ada('GET', '/v1/me')).body;
    const waiting = list.known.values();
    const enter = async () => {
      for (const person of waiting) await enterLead(table, person, ownerId);
    };
    await Promise.all(Array.from({ length: 8 }, enter));
    const lead = await ada('POST', '/v1/leads', {
      body: { email: CONTACT, lastName: 'Kontakt', company: 'Kontakt KG' },
    });
    await qualify(ada, lead.body.id);
    contactId = (await ada('POST', `/v1/leads/${lead.body.id}/convert`, { body: {} })).body.contactId;
    before = await allLeads(table);
    await queueAt(sluice, 'ImportChunks/Queue').setVisibilityTimeout(COMES_BACK);
    await queueAt(sluice, 'SluiceData/Imports/Queue').setVisibilityTimeout(COMES_BACK);
  });
  afterAll(() => sluice.stop());

  /** Works through a job in bad weather, with the sweeper at work; whenever somebody looks, each row is in one state. */
  const inBadWeather = async (start: () => Promise<string>, ended: ImportState): Promise<ImportRecord> => {
    weather.begin(sluice, VICTIMS);
    const id = await start();
    const sums = new Set<number>();
    let one: ImportRecord;
    const end = Date.now() + PATIENCE;
    for (;;) {
      await sluice.invoke(sluice.functionId('Sweeper'), {});
      one = (await tom('GET', `/v1/imports/${id}`)).body;
      if (SUMMED.includes(one.state)) sums.add(totalOf(one));
      if (one.state === ended || Date.now() > end) break;
      await wait(LOOK_EVERY);
    }
    const { struck, killed, twice } = await weather.end();
    expect(one).toMatchObject({ state: ended, problem: null });
    expect(sums).toEqual(new Set([list.rows.length]));
    expect(struck).toBeGreaterThan(0);
    expect(killed).toBeGreaterThan(0);
    deliveredTwice += twice;
    return one;
  };
  const command = (id: string, verb: string) => async () => {
    expect(await tom('POST', `/v1/imports/${id}/${verb}`)).toMatchObject({ status: 202 });
    return id;
  };
  /** What the plan or its outcome says of each row. */
  const shown = async (id: string) =>
    (await plannedRows(table, engineFilesOf(sluice).store, id)).map(({ row, state, email }): object => ({
      row,
      state,
      email: state === 'rejected' ? undefined : (email ?? undefined),
    }));
  const told = (stateOf: (row: ExpectedRow) => RowState) =>
    list.rows.map(({ row, state, email }) => ({ row, state: stateOf({ row, state, email }), email }));
  /** Outcome and record of each row as the results file has them. */
  const results = async (id: string) => {
    const { bytes } = await resultsOf(tom, id);
    const [, ...records] = parse(bytes, { bom: true, relax_column_count: true });
    return records.map((cells: string[]) => {
      const [row, outcome, record] = cells.slice(-4);
      return { row: Number(row), outcome, record };
    });
  };

  it(
    'is planned as each row deserves',
    async () => {
      const plan = await inBadWeather(() => uploadFile(tom, list, { options: {} }), 'planned');
      importId = plan.id;
      expect(plan.rows).toBe(list.rows.length);
      expect(plan.counts).toEqual(countsOf(list.rows.map(({ state }) => state)));
      expect(await shown(importId)).toEqual(told(({ state }) => state));
      expect(await allLeads(table)).toEqual(before);
    },
    2 * PATIENCE,
  );

  it(
    'is committed as planned, and nobody becomes a lead twice',
    async () => {
      const { counts } = await inBadWeather(command(importId, 'commit'), 'committed');
      const outcome = ({ state }: ExpectedRow): RowState => WRITTEN[state] ?? state;
      expect(counts).toEqual(countsOf(list.rows.map(outcome)));
      expect(await shown(importId)).toEqual(told(outcome));

      const rows = await results(importId);
      expect(rows.map(({ row, outcome: state }) => [row, state])).toEqual(
        list.rows.map((row) => [row.row, outcome(row)]),
      );
      for (const { row, record } of rows) if (record) recordOf.set(row, record);
      const created = list.rows.filter(({ state }) => state === 'create');
      const leads = await allLeads(table);
      expect(leads.length).toBe(before.length + created.length);
      expect(new Set(leads.map(({ id }) => id))).toEqual(
        new Set([...before.map(({ id }) => id), ...created.map(({ row }) => recordOf.get(row))]),
      );
      const emails = leads.flatMap(({ email }) => email ?? []);
      expect(new Set(emails).size).toBe(emails.length);
      const leadOf = new Map(leads.map((lead) => [lead.id, lead]));
      for (const { row, email } of created) expect(leadOf.get(recordOf.get(row) ?? '')?.email).toBe(email);
      expect(await holdersOf(table, emails)).toEqual(
        new Map(leads.flatMap(({ id, email, conversion }) => (email ? [[email, conversion ? contactId : id]] : []))),
      );
      // Half of the file is in another encoding.
      expect(new Set(leads.map(({ firstName }) => firstName))).toEqual(
        new Set(['Jörg', 'Zoë', 'Anna', 'René', undefined]),
      );
    },
    2 * PATIENCE,
  );

  it(
    'is known when it comes again, and whoever insists gets no lead more',
    async () => {
      expect(await registerFile(tom, list)).toMatchObject({
        status: 409,
        body: { type: 'urn:sluice:problem:file-imported-before', importId },
      });
      const leads = await allLeads(table);
      const upload = () => uploadFile(tom, list, { options: {}, commit: true, again: true });
      const { id, counts } = await inBadWeather(upload, 'committed');
      const outcome = ({ state }: ExpectedRow): RowState => (state in WRITTEN ? 'unchanged' : state);
      expect(counts).toEqual(countsOf(list.rows.map(outcome)));
      expect(await shown(id)).toEqual(told(outcome));
      expect(await allLeads(table)).toEqual(leads);
    },
    2 * PATIENCE,
  );

  it(
    'is taken back but for the five leads that a rep edited since, which are listed',
    async () => {
      const { id: ownerId } = (await ada('GET', '/v1/me')).body;
      const leads = new Map((await allLeads(table)).map((lead) => [lead.id, lead]));
      const hers = list.rows.filter(
        ({ row, state }) => state in WRITTEN && leads.get(recordOf.get(row) ?? '')?.ownerId === ownerId,
      );
      const five = Array.from({ length: 5 }, (_, index) => hers[Math.floor((index * hers.length) / 5)]).map(
        (row) => row?.row ?? 0,
      );
      const ids = five.map((row) => recordOf.get(row) ?? '');
      for (const id of ids) {
        const headers = { 'if-match': `"${leads.get(id)?.version}"` };
        expect(await ada('PATCH', `/v1/leads/${id}`, { body: { title: 'Vorstand' }, headers })).toMatchObject({
          status: 200,
        });
      }

      const { counts } = await inBadWeather(command(importId, 'undo'), 'undone');
      const outcome = ({ row, state }: ExpectedRow): RowState => {
        if (!(state in WRITTEN)) return state;
        return five.includes(row) ? 'kept' : 'undone';
      };
      expect(counts).toEqual(countsOf(list.rows.map(outcome)));
      expect(await shown(importId)).toEqual(told(outcome));
      expect((await tom('GET', `/v1/imports/${importId}/rows?state=kept`)).body.items).toMatchObject(
        five.map((row, index) => ({ row, reason: 'edited-since', record: { type: 'lead', id: ids[index] } })),
      );

      const left = await allLeads(table);
      const isEdited = ({ id }: Lead) => ids.includes(id);
      expect(left.filter((lead) => !isEdited(lead)).map(asItWas)).toEqual(
        before.filter((lead) => !isEdited(lead)).map(asItWas),
      );
      expect(left.filter(isEdited).map(({ title }) => title)).toEqual(ids.map(() => 'Vorstand'));
      const gone = list.rows.flatMap(({ row, state, email }) =>
        state === 'create' && !five.includes(row) ? (email ?? []) : [],
      );
      expect(await holdersOf(table, gone)).toEqual(new Map());
    },
    2 * PATIENCE,
  );

  it('leaves nothing in a dead-letter queue, and no word of the list in a log', async () => {
    expect(deliveredTwice).toBeGreaterThan(20);
    expect(await queueAt(sluice, 'ImportChunks/DeadLetters').size()).toBe(0);
    expect(await queueAt(sluice, 'SluiceData/Imports/DeadLetters').size()).toBe(0);
    const some = list.known.slice(0, 200).map(({ email, lastName, company }) => ({ email, lastName, company }));
    expect(privateTextsInLogs(sluice.dataDir, some)).toEqual([]);
  });
});
