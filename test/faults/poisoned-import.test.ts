import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../lib/table/table.ts';
import {
  aListFile,
  commitImport,
  type ImportRecord,
  planFile,
  rowsOf,
  undoImport,
} from '../integration/import-client.ts';
import { type Send, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { type EngineFiles, type EngineQueue, engineFilesOf, queueAt, tableOf } from './engine-access.ts';
import { allLeads } from './imported-leads.ts';

/** Three chunks. */
const ROWS = 3000;

const aList = (name: string) =>
  aListFile(
    `${name}.csv`,
    ['Name', 'Email', 'Company'],
    Array.from({ length: ROWS }, (_, row) => [`Ann ${row}`, `ann.${row}@${name}.example`, `${name} ${row}`]),
  );

describe('an import with a chunk that no worker can do', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let table: Table;
  let files: EngineFiles;
  let deadLetters: EngineQueue;
  beforeAll(async () => {
    sluice = await startSluice();
    tom = await sluice.as('tom');
    table = tableOf(sluice);
    files = engineFilesOf(sluice);
    deadLetters = queueAt(sluice, 'ImportChunks/DeadLetters');
    // Twelve minutes in the template; nobody waits five times that long here.
    await queueAt(sluice, 'ImportChunks/Queue').setVisibilityTimeout(1);
  });
  afterAll(() => sluice.stop());

  const countsOf = async (id: string): Promise<ImportRecord['counts']> =>
    (await tom('GET', `/v1/imports/${id}`)).body.counts;

  /** Plans a list, loses what the plan says of its second chunk, and commits until a worker has given that up. */
  const commitPoisoned = async (name: string) => {
    const letters = await deadLetters.size();
    const { id, counts } = await planFile(tom, aList(name), {});
    expect(counts).toEqual({ create: ROWS });
    const plans = await files.keysUnder(`work/${id}/plan/000001-`);
    const contents = await Promise.all(plans.map((key) => files.store.get(key)));
    await Promise.all(plans.map(files.remove));
    expect(await tom('POST', `/v1/imports/${id}/commit`)).toMatchObject({ status: 202 });
    // The test's own time-out ends the wait.
    while ((await deadLetters.size()) === letters) await wait(100);
    expect(await tom('GET', `/v1/imports/${id}`)).toMatchObject({
      body: { state: 'committing', counts: { created: 2000, create: 1000 } },
    });
    expect(await tom('POST', `/v1/imports/${id}/cancel`)).toMatchObject({ status: 202, body: { state: 'stopped' } });
    expect(await countsOf(id)).toEqual({ created: 2000, cancelled: 1000 });
    const putBack = (bytes: Buffer, index: number) => files.store.put(plans[index] ?? '', bytes, 'application/gzip');
    return { id, putBack: () => Promise.all(contents.map(putBack)) };
  };

  it('goes on with the others and leaves a dead letter; stopped, it can be taken back as far as it came', async () => {
    const { id } = await commitPoisoned('lost');
    expect((await allLeads(table)).length).toBe(2000);
    expect((await undoImport(tom, id)).counts).toEqual({ undone: 2000, cancelled: 1000 });
    expect(await allLeads(table)).toEqual([]);
  });

  it('is finished from where it stopped, once what was missing is back', async () => {
    const { id, putBack } = await commitPoisoned('found');
    await putBack();
    expect((await commitImport(tom, id)).counts).toEqual({ created: ROWS });
    const leads = await allLeads(table);
    const rows = await rowsOf(tom, id, 'created');
    expect(new Set(rows.map(({ record }) => record?.id))).toEqual(new Set(leads.map((lead) => lead.id)));
    expect(leads.length).toBe(ROWS);
  });
});
