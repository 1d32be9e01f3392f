import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aListFile,
  commitImport,
  importFile,
  openDropBox,
  planImport,
  registerFile,
  rowsOf,
  undoImport,
  untilState,
  uploadFile,
} from './import-client.ts';
import { type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

const HEADER = ['E-mail', 'Last name', 'Company'];
const people = (mark: string, ...names: string[]) =>
  aListFile(
    `${mark}.csv`,
    HEADER,
    names.map((name) => [`${name}@${mark}.example`, name, `${mark} Ltd`]),
  );

describe('files that come twice, and files that somebody drops', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  let box: ReturnType<typeof openDropBox>;
  beforeAll(async () => {
    sluice = await startSluice();
    [tom, ada] = await Promise.all([sluice.as('tom'), sluice.as('ada')]);
    box = openDropBox(sluice.stack);
    const ines = await sluice.as('ines');
    const { headers } = await ines('GET', '/v1/settings/import-folders');
    const folder = {
      folder: 'partner-acme',
      options: { tags: ['acme'], assign: 'nobody', mode: 'create' },
      commit: true,
    };
    const set = await ines('PUT', '/v1/settings/import-folders', {
      body: { folders: [folder] },
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect(set.status).toBe(200);
  });
  afterAll(async () => {
    box.close();
    await sluice.stop();
  });

  /** The ids of the imports of a name, the oldest first, as soon as there are so many. */
  const importsCalled = async (name: string, count = 1): Promise<string[]> => {
    let found: string[] = [];
    await until(async () => {
      const { items } = (await tom('GET', '/v1/imports?limit=100')).body;
      found = items.flatMap((one: { id: string; name: string }) => (one.name === name ? [one.id] : [])).sort();
      return found.length >= count;
    });
    return found;
  };
  const first = async (ids: Promise<string[]>): Promise<string> => (await ids).at(0) ?? '';

  it('says that the same content was imported before, and goes on when it is told to', async () => {
    // Nothing tells who the second one is but the list itself.
    const file = aListFile('repeat.csv', HEADER, [['ann@repeat.example'], ['', 'Bob', 'Repeat Ltd']]);
    const one = await importFile(tom, file);
    expect(one.counts).toEqual({ created: 2 });
    const refused = await registerFile(tom, { ...file, name: 'renamed.csv' });
    expect(refused).toMatchObject({
      status: 409,
      body: { type: 'urn:sluice:problem:file-imported-before', importId: one.id, importName: 'repeat.csv' },
    });
    const again = await uploadFile(tom, file, { again: true });
    expect(await untilState(tom, again, 'ready')).toMatchObject({ repeats: null });
    expect((await planImport(tom, again)).counts).toEqual({ unchanged: 2 });
    expect((await commitImport(tom, again)).counts).toEqual({ unchanged: 2 });
  });

  it('takes the same content without a word once it was undone', async () => {
    const file = people('undone', 'ann');
    const { id } = await importFile(tom, file);
    await undoImport(tom, id);
    expect((await importFile(tom, file)).counts).toEqual({ created: 1 });
  });

  it('plans what is dropped by itself, and waits for the word to commit', async () => {
    await box.drop('liste 1+2 für März.csv', people('dropped', 'ann', 'bob').bytes);
    const id = await first(importsCalled('liste 1+2 für März.csv'));
    expect(await untilState(tom, id, 'planned')).toMatchObject({
      counts: { create: 2 },
      folder: null,
      createdBy: null,
      rows: 2,
    });
    await sluice.idle();
    expect((await tom('GET', `/v1/imports/${id}`)).body.state).toBe('planned');
    expect((await commitImport(tom, id)).counts).toEqual({ created: 2 });
    const [row] = await rowsOf(tom, id);
    expect((await ada('GET', `/v1/leads/${row?.record?.id}`)).body).toMatchObject({
      source: { kind: 'import', importId: id, importName: 'liste 1+2 für März.csv' },
    });
  });

  it('waits with a dropped file whose columns reach nobody', async () => {
    await box.drop('colours.csv', Buffer.from('Colour,Shape\nred,round\n'));
    const id = await first(importsCalled('colours.csv'));
    expect(await untilState(tom, id, 'ready')).toMatchObject({ columns: [{ feeds: null }, { feeds: null }] });
  });

  it('does with the files of a folder what is set for it, without asking', async () => {
    await box.drop('partner-acme/2026/leads.csv', people('acme', 'ann', 'bob').bytes);
    const id = await first(importsCalled('leads.csv'));
    expect(await untilState(tom, id, 'committed')).toMatchObject({
      folder: 'partner-acme',
      counts: { created: 2 },
      options: { tags: ['acme'], assign: 'nobody', mode: 'create' },
    });
    const [row] = await rowsOf(tom, id);
    expect((await ada('GET', `/v1/leads/${row?.record?.id}`)).body).toMatchObject({ tags: ['acme'], ownerId: null });
  });

  it('makes an import of its own of a file that replaces another one under its name', async () => {
    await box.drop('partner-acme/daily.csv', people('monday', 'ann', 'bob', 'cid').bytes);
    const monday = await first(importsCalled('daily.csv'));
    await untilState(tom, monday, 'committed');
    await box.drop('partner-acme/daily.csv', people('tuesday', 'dora').bytes);
    const [, tuesday = ''] = await importsCalled('daily.csv', 2);
    expect((await untilState(tom, tuesday, 'committed')).counts).toEqual({ created: 1 });
    expect((await rowsOf(tom, monday)).map(({ email }) => email)).toEqual([
      'ann@monday.example',
      'bob@monday.example',
      'cid@monday.example',
    ]);
    expect((await rowsOf(tom, tuesday)).map(({ email }) => email)).toEqual(['dora@tuesday.example']);
    // What the first one read is not overwritten: it can still be taken back.
    expect((await undoImport(tom, monday)).counts).toEqual({ undone: 3 });
  });

  it('waits with a dropped file that came before, even where a folder commits without asking', async () => {
    const { bytes } = people('weekly', 'ann');
    await box.drop('partner-acme/weekly-1.csv', bytes);
    const earlier = await first(importsCalled('weekly-1.csv'));
    await untilState(tom, earlier, 'committed');
    await box.drop('partner-acme/weekly-2.csv', bytes);
    const later = await first(importsCalled('weekly-2.csv'));
    expect(await untilState(tom, later, 'ready')).toMatchObject({ repeats: { id: earlier, name: 'weekly-1.csv' } });
    expect((await planImport(tom, later)).counts).toEqual({ unchanged: 1 });
  });

  it('makes nothing of a folder by itself, and one import of a file that S3 tells of twice', async () => {
    const before = (await tom('GET', '/v1/imports?limit=100')).body.items.length;
    await box.drop('a-folder/', Buffer.alloc(0));
    const record = {
      eventName: 'ObjectCreated:Put',
      eventTime: new Date().toISOString(),
      s3: { object: { key: 'imports/partner-acme/told+twice.csv', size: 10, eTag: 'e', sequencer: '1' } },
    };
    sluice.pauseQueues();
    await box.drop('partner-acme/told twice.csv', people('told', 'ann').bytes);
    const tell = (messageId: string) =>
      sluice.invoke(sluice.functionId('ImportFiles'), {
        Records: [{ messageId, body: JSON.stringify({ Records: [record] }), attributes: {}, eventSource: 'aws:sqs' }],
      });
    await Promise.all([tell('1'), tell('2')]);
    await tell('3');
    const twice = await importsCalled('told twice.csv');
    expect(twice).toHaveLength(1);
    sluice.resumeQueues();
    expect((await untilState(tom, twice[0] ?? '', 'committed')).counts).toEqual({ created: 1 });
    await sluice.idle();
    // The notification of the bucket itself has another fingerprint: its import waits, because the content came before.
    expect((await tom('GET', '/v1/imports?limit=100')).body.items.length).toBe(before + 2);
  });
});
