import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aListFile,
  columnsOf,
  commitImport,
  importFile,
  planFile,
  planImport,
  rowsOf,
  untilState,
  uploadFile,
} from './import-client.ts';
import { type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

describe('what an import does to leads that exist', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  let adaId: string;
  let benId: string;
  beforeAll(async () => {
    sluice = await startSluice();
    [tom, ada] = await Promise.all([sluice.as('tom'), sluice.as('ada')]);
    adaId = (await ada('GET', '/v1/me')).body.id;
    benId = (await (await sluice.as('ben'))('GET', '/v1/me')).body.id;
    const ines = await sluice.as('ines');
    const { headers } = await ines('GET', '/v1/settings/fields');
    const field = (key: string, label: string, kind: string, more = {}) => ({
      key,
      label,
      kind,
      on: ['lead'],
      ...more,
    });
    const fields = [
      field('seats', 'Seats', 'number'),
      field('since', 'Customer since', 'date'),
      field('size', 'Size', 'choice', { options: ['Small', 'Large'] }),
    ];
    const set = await ines('PUT', '/v1/settings/fields', {
      body: { fields },
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect(set.status).toBe(200);
  });
  afterAll(() => sluice.stop());

  const enter = async (body: Record<string, unknown>) => {
    const answer = await ada('POST', '/v1/leads', { body });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const lead = async (id: string | undefined) => (await ada('GET', `/v1/leads/${id}`)).body;

  it('writes each column as it is told: never, if blank, or always', async () => {
    const known = await enter({
      email: 'pat@policies.example',
      firstName: 'Pat',
      company: 'Old Ltd',
      title: 'Buyer',
      tags: ['vip'],
    });
    const header = ['Email', 'First name', 'Company', 'Job title', 'Phone', 'Tags'];
    const file = aListFile('policies.csv', header, [
      ['PAT@policies.example', 'Patricia', 'New Ltd', 'Head of buying', '+49 30 5550101', 'fair, VIP'],
    ]);
    const id = await uploadFile(tom, file);
    const ready = await untilState(tom, id, 'ready');
    const columns = columnsOf(ready, { 'First name': { write: 'never' }, Company: { write: 'always' } });
    await planImport(tom, id, { ...columns, tags: ['list'] });
    expect(await rowsOf(tom, id)).toMatchObject([
      {
        state: 'update',
        record: { type: 'lead', id: known.id },
        changes: [
          { field: 'company', before: 'Old Ltd', after: 'New Ltd' },
          { field: 'phone', before: null, after: '+49 30 5550101' },
          { field: 'tags', before: ['vip'], after: ['vip', 'list', 'fair'] },
        ],
      },
    ]);
    expect(await lead(known.id)).toEqual(known);
    expect((await commitImport(tom, id)).counts).toEqual({ updated: 1 });
    const updated = await lead(known.id);
    expect(updated).toMatchObject({
      firstName: 'Pat',
      company: 'New Ltd',
      title: 'Buyer',
      phone: '+49 30 5550101',
      tags: ['vip', 'list', 'fair'],
      ownerId: known.ownerId,
      source: { kind: 'rep' },
      score: known.score + 10,
    });
    const { items } = (await ada('GET', `/v1/leads/${known.id}/timeline`)).body;
    expect(items).toMatchObject([{ event: 'lead-imported', subject: 'policies.csv', by: { name: 'Tom Varga' } }, {}]);
  });

  it('finds nothing to do where the lead knows all of it, and empties nothing', async () => {
    const known = await enter({ email: 'ulla@unchanged.example', company: 'Same Ltd', title: 'Buyer' });
    const file = aListFile(
      'unchanged.csv',
      ['Email', 'Company', 'Job title'],
      [['ulla@unchanged.example', '', 'Buyer']],
    );
    const id = await uploadFile(tom, file);
    const always = { write: 'always' } as const;
    const ready = await untilState(tom, id, 'ready');
    const options = columnsOf(ready, { Email: always, Company: always, 'Job title': always });
    expect((await planImport(tom, id, options)).counts).toEqual({ unchanged: 1 });
    expect((await commitImport(tom, id)).counts).toEqual({ unchanged: 1 });
    expect(await lead(known.id)).toEqual(known);
    expect(await rowsOf(tom, id)).toMatchObject([{ reason: 'nothing-new', record: { id: known.id } }]);
  });

  it('only creates or only updates when it is told to', async () => {
    const known = await enter({ email: 'kim@modes.example' });
    const rows = [
      ['kim@modes.example', 'Manager'],
      ['new@modes.example', 'Buyer'],
    ];
    const updates = await importFile(tom, aListFile('updates.csv', ['Email', 'Job title'], rows), { mode: 'update' });
    expect(updates.counts).toEqual({ updated: 1, unchanged: 1 });
    expect(await rowsOf(tom, updates.id, 'unchanged')).toMatchObject([
      { row: 3, reason: 'only-updates', record: null },
    ]);
    const creates = await importFile(
      tom,
      aListFile(
        'creates.csv',
        ['Email', 'Company'],
        [
          ['kim@modes.example', 'Modes Ltd'],
          ['new@modes.example', 'Modes Ltd'],
        ],
      ),
      { mode: 'create' },
    );
    expect(creates.counts).toEqual({ created: 1, unchanged: 1 });
    expect(await rowsOf(tom, creates.id, 'unchanged')).toMatchObject([{ row: 2, reason: 'only-creates' }]);
    expect(await lead(known.id)).toMatchObject({ title: 'Manager', company: null });
  });

  it('follows the ids of another system, also to a new address', async () => {
    const header = ['Lead ID', 'Email', 'Last name'];
    const options = { matchBy: 'external-id', externalSystem: 'oldcrm', assign: 'nobody' } as const;
    const first = await importFile(
      tom,
      aListFile('ids.csv', header, [
        ['A-1', 'one@ids.example', 'One'],
        ['A-2', 'two@ids.example', 'Two'],
        ['A-3', '', 'Three'],
      ]),
      options,
    );
    // A last name alone reaches nobody.
    expect(first.counts).toEqual({ created: 2, rejected: 1 });
    const [one, two] = await rowsOf(tom, first.id, 'created');
    expect(await lead(one?.record?.id)).toMatchObject({ externalIds: { oldcrm: 'A-1' }, ownerId: null });

    const id = await uploadFile(
      tom,
      aListFile('moved.csv', header, [
        ['A-1', 'uno@ids.example', 'One'],
        ['A-2', 'one@ids.example', 'Two'],
        ['A-4', 'two@ids.example', 'Two'],
      ]),
    );
    const ready = await untilState(tom, id, 'ready');
    await planImport(tom, id, { ...options, ...columnsOf(ready, { Email: { write: 'always' } }) });
    expect(await rowsOf(tom, id)).toMatchObject([
      {
        state: 'update',
        record: { id: one?.record?.id },
        changes: [{ field: 'email', before: 'one@ids.example', after: 'uno@ids.example' }],
      },
      { state: 'conflict', reason: 'other-lead-has-email' },
      // Two has an id already, which the column may not overwrite.
      { state: 'unchanged', record: { id: two?.record?.id } },
    ]);
    await commitImport(tom, id);
    expect(await lead(one?.record?.id)).toMatchObject({ email: 'uno@ids.example', name: 'One' });
    const taken = await ada('POST', '/v1/leads', { body: { email: 'uno@ids.example' } });
    expect(taken).toMatchObject({ status: 409, body: { leadId: one?.record?.id } });
    expect((await ada('POST', '/v1/leads', { body: { email: 'one@ids.example' } })).status).toBe(201);
  });

  it('reads numbers, dates and choices of custom fields as the column says', async () => {
    const header = ['Email', 'Seats', 'Customer since', 'Size'];
    const file = aListFile('custom.csv', header, [
      ['cas@custom.example', '1.234,5', '03/04/2025', 'large'],
      ['cid@custom.example', 'plenty', '13/04/2025', 'Small'],
    ]);
    const id = await uploadFile(tom, file);
    const ready = await untilState(tom, id, 'ready');
    expect(ready.columns.map(({ feeds }) => feeds)).toEqual(['email', 'custom.seats', 'custom.since', 'custom.size']);
    const columns = columnsOf(ready, { Seats: { decimal: ',' }, 'Customer since': { dateOrder: 'dmy' } });
    expect((await planImport(tom, id, columns)).counts).toEqual({ create: 1, rejected: 1 });
    expect(await rowsOf(tom, id, 'rejected')).toMatchObject([{ row: 3, reason: 'invalid-value', column: 'Seats' }]);
    expect((await planImport(tom, id, { ...columns, invalidValues: 'leave-out' })).counts).toEqual({ create: 2 });
    await commitImport(tom, id);
    const [cas, cid] = await Promise.all((await rowsOf(tom, id)).map(({ record }) => lead(record?.id)));
    expect(cas.custom).toEqual({ seats: 1234.5, since: '2025-04-03', size: 'Large' });
    expect(cid.custom).toEqual({ since: '2025-04-13', size: 'Small' });
  });

  it('gives leads to whom the row names, to one person, or to nobody', async () => {
    const header = ['Email', 'Owner'];
    const rows = (mark: string) => [
      [`ben@${mark}.example`, 'ben castell'],
      [`none@${mark}.example`, ''],
      [`who@${mark}.example`, 'Nobody Known'],
    ];
    const owners = async (mark: string, options: { assign: 'user' | 'nobody'; ownerId?: string }) => {
      const one = await importFile(tom, aListFile(`${mark}.csv`, header, rows(mark)), options);
      expect(one.counts).toEqual({ created: 2, rejected: 1 });
      expect(await rowsOf(tom, one.id, 'rejected')).toMatchObject([{ row: 4, column: 'Owner' }]);
      const created = await rowsOf(tom, one.id, 'created');
      return Promise.all(created.map(async ({ record }) => (await lead(record?.id)).ownerId));
    };
    expect(await owners('owner-user', { assign: 'user', ownerId: adaId })).toEqual([benId, adaId]);
    expect(await owners('owner-nobody', { assign: 'nobody' })).toEqual([benId, null]);
  });

  it('writes into the ledger of new leads on what the right to write to them rests', async () => {
    const known = await enter({ email: 'old@ledger.example' });
    const file = aListFile(
      'ledger.csv',
      ['Email', 'Company'],
      [
        ['new@ledger.example', 'New Ltd'],
        ['old@ledger.example', 'Old Ltd'],
      ],
    );
    const { id } = await planFile(tom, file, {
      consent: { purpose: 'newsletter', basis: 'Agreed at the stand, on paper.' },
    });
    await commitImport(tom, id);
    const [created] = await rowsOf(tom, id, 'created');
    expect((await ada('GET', `/v1/leads/${created?.record?.id}/consents`)).body).toMatchObject({
      purposes: [{ purpose: 'newsletter', state: 'given' }],
      items: [{ purpose: 'newsletter', wording: 'Agreed at the stand, on paper.', importId: id, formId: null }],
    });
    expect((await ada('GET', `/v1/leads/${known.id}/consents`)).body).toEqual({ purposes: [], items: [] });
  });
});
