import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aListFile,
  commitImport,
  type ImportedRow,
  planFile,
  resultsOf,
  rowsOf,
  totalOf,
  untilState,
  uploadFile,
} from './import-client.ts';
import { aVisitor, type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

const HEADER = ['E-mail', 'First name', 'Last name', 'Company', 'Job title', 'Phone', 'Remark'];

/** A row of somebody whom nobody knows yet. */
const aRow = (mark: string, number: number): string[] => [
  `person.${number}@${mark}-${number}.example`,
  'Petra',
  `Person ${number}`,
  `Company ${number}`,
  'Buyer',
  `+49 30 ${200_000 + number}`,
  `Stand ${number}`,
];

describe('an import from the file to the leads', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    sluice = await startSluice();
    for (const name of ['tom', 'ada', 'ben']) {
      const send = await sluice.as(name);
      ids.set(name, (await send('GET', '/v1/me')).body.id);
      if (name === 'tom') tom = send;
      if (name === 'ada') ada = send;
    }
  });
  afterAll(() => sluice.stop());

  const leadOf = async ({ record }: Pick<ImportedRow, 'record'>) =>
    (await ada('GET', `/v1/leads/${record?.id ?? 'none'}`)).body;

  it('proposes what the columns are for, with values from the file', async () => {
    const file = aListFile('proposal.csv', HEADER, [aRow('proposal', 1), aRow('proposal', 2), aRow('proposal', 1)]);
    const id = await uploadFile(tom, file);
    const one = await untilState(tom, id, 'ready');
    expect(one).toMatchObject({
      name: 'proposal.csv',
      size: file.bytes.length,
      rows: 3,
      counts: {},
      format: { encoding: 'utf-8', delimiter: ',' },
      createdBy: { id: ids.get('tom'), name: 'Tom Varga' },
      problem: null,
      repeats: null,
      resultsReady: false,
    });
    expect(one.columns.map(({ feeds }) => feeds)).toEqual([
      'email',
      'firstName',
      'lastName',
      'company',
      'title',
      'phone',
      null,
    ]);
    expect(one.columns.at(-1)?.samples).toEqual(['Stand 1', 'Stand 2']);
    expect((await tom('GET', `/v1/imports/${id}/rows`)).status).toBe(409);
    expect((await tom('GET', `/v1/imports/${id}/results`)).body.type).toBe('urn:sluice:problem:results-not-ready');
    expect((await tom('GET', '/v1/imports')).body.items[0]).toMatchObject({ id, state: 'ready', rows: 3 });
  });

  it('says for each row what would happen, and writes nothing until it is told to', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => aRow('plan', index + 1));
    rows.splice(40, 0, ['PERSON.7@plan-7.example', 'Petra', 'Twice']);
    rows.splice(90, 0, ['no address', 'Nora', 'None', '', '', '', '']);
    rows.splice(100, 0, ['', 'Only', '', '', '', '', 'nobody']);
    const file = aListFile('plan.csv', HEADER, rows);
    const planned = await planFile(tom, file);
    expect(planned).toMatchObject({
      state: 'planned',
      rows: 123,
      counts: { create: 120, duplicate: 1, rejected: 2 },
      job: null,
      committedAt: null,
      undoableUntil: null,
    });
    const all = await rowsOf(tom, planned.id, undefined, 25);
    expect(all.map(({ row }) => row)).toEqual(Array.from({ length: 123 }, (_, index) => index + 2));
    expect(all[0]).toEqual({
      row: 2,
      state: 'create',
      record: null,
      reason: null,
      message: null,
      column: null,
      name: 'Petra Person 1',
      email: 'person.1@plan-1.example',
      changes: [],
    });
    const [double] = await rowsOf(tom, planned.id, 'duplicate');
    expect(double).toMatchObject({ row: 42, reason: 'same-as-row' });
    expect(double?.message).toContain('row 8');
    expect(await rowsOf(tom, planned.id, 'rejected', 1)).toMatchObject([
      { row: 92, reason: 'invalid-value', column: 'E-mail' },
      { row: 102, reason: 'too-little', column: null },
    ]);
    const { body } = await ada('GET', '/v1/leads?view=all&limit=100');
    expect(body.items.filter(({ email }: { email: string }) => email.includes('@plan-'))).toEqual([]);
  });

  it('makes leads like those of a form, fairly spread, that say where they came from', async () => {
    const file = aListFile(
      'fair.csv',
      HEADER,
      Array.from({ length: 20 }, (_, index) => aRow('fair', index + 1)),
    );
    const { id } = await planFile(tom, file, { source: 'Hanover fair', tags: ['fair'] });
    const committed = await commitImport(tom, id);
    expect(committed).toMatchObject({ state: 'committed', counts: { created: 20 } });
    expect(Date.parse(committed.undoableUntil ?? '') - Date.parse(committed.committedAt ?? '')).toBe(30 * 86_400_000);

    const rows = await rowsOf(tom, id, 'created');
    const leads = await Promise.all(rows.map(leadOf));
    expect(leads.map(({ email }) => email)).toEqual(rows.map(({ email }) => email));
    const owned = (name: string) => leads.filter(({ ownerId }) => ownerId === ids.get(name)).length;
    expect([owned('ada'), owned('ben')]).toEqual([10, 10]);

    const [first] = leads;
    expect(first).toMatchObject({
      name: 'Petra Person 1',
      company: 'Company 1',
      title: 'Buyer',
      phone: '+49 30 200001',
      phoneE164: '+4930200001',
      status: 'new',
      tags: ['fair'],
      source: { kind: 'import', importId: id, importName: 'Hanover fair', formId: null },
      submissionCount: 0,
      lastTouch: null,
    });
    const { items } = (await ada('GET', `/v1/leads/${first.id}/timeline`)).body;
    expect(items).toMatchObject([{ kind: 'system', event: 'lead-imported', on: { type: 'lead', id: first.id } }]);
    const mine = (await ada('GET', '/v1/leads?view=mine&limit=100')).body.items;
    expect(mine.map((lead: { id: string }) => lead.id)).toEqual(
      expect.arrayContaining(leads.filter(({ ownerId }) => ownerId === ids.get('ada')).map((lead) => lead.id)),
    );
  });

  it('scores and flags by the same rules as a form', async () => {
    const { email = '', company = '', lastName = '' } = aVisitor();
    await sluice.submit({ email, company, lastName, title: 'Buyer', phone: '+49 30 300001' });
    const listed = (await ada('GET', '/v1/leads?view=all&limit=100')).body.items;
    const byForm = (await ada('GET', `/v1/leads/${listed.find((one: ImportedRow) => one.email === email).id}`)).body;
    const rows = [
      [`scored@${company.replace(' ', '-')}-list.example`, '', lastName, company, 'Buyer', '+49 30 300002'],
      ['scored.imported@gmail.com', '', '', '', '', ''],
    ];
    const { id } = await commitImport(tom, (await planFile(tom, aListFile('scores.csv', HEADER, rows))).id);
    const [rich, poor] = await Promise.all((await rowsOf(tom, id)).map(leadOf));
    const withoutForm = byForm.scoreReasons.filter(({ rule }: { rule: string }) => rule !== 'form-submitted');
    expect(rich).toMatchObject({ scoreReasons: withoutForm, candidate: true });
    const scoreReasons = [{ rule: 'free-mail' }, { rule: 'scale-limit' }];
    expect(poor).toMatchObject({ scoreReasons, score: 0, candidate: false, freeMail: true });
    const candidates = (await ada('GET', '/v1/leads?view=candidates&limit=100')).body.items;
    const ofList = candidates.filter((lead: { id: string }) => [rich.id, poor.id].includes(lead.id));
    expect(ofList.map((lead: { id: string }) => lead.id)).toEqual([rich.id]);
  });

  it('gives a results file with the original columns and what became of each row', async () => {
    const rows = [
      aRow('results', 1),
      ['person.2@results-2.example', '=cmd()', 'Zoë "Z"', 'A, B & Co', 'Line 1\nLine 2', '', '@SUM(A1)'],
      ['person.1@results-1.example', '', '', '', '', '', '-2'],
      ['+not an address', '', '', '', '', '', ''],
    ];
    const { id } = await commitImport(tom, (await planFile(tom, aListFile('Liste für März.csv', HEADER, rows))).id);
    const { bytes, headers } = await resultsOf(tom, id);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('Liste für März results.csv'));
    const records: string[][] = parse(bytes, { bom: true });
    const [first, second] = await rowsOf(tom, id, 'created');
    expect(records).toEqual([
      [...HEADER, 'row', 'outcome', 'record', 'reason'],
      [...aRow('results', 1).with(5, "'+49 30 200001"), '2', 'created', first?.record?.id, ''],
      [
        'person.2@results-2.example',
        "'=cmd()",
        'Zoë "Z"',
        'A, B & Co',
        'Line 1\nLine 2',
        '',
        "'@SUM(A1)",
        '3',
        'created',
        second?.record?.id,
        '',
      ],
      [
        'person.1@results-1.example',
        ...['', '', '', '', ''],
        "'-2",
        '4',
        'duplicate',
        '',
        'An earlier row of this file is about the same person. (row 2)',
      ],
      [
        "'+not an address",
        ...['', '', '', '', '', ''],
        '5',
        'rejected',
        '',
        'A value cannot be taken. (E-mail must be an e-mail address)',
      ],
    ]);
  });

  it('plans and commits without asking when it is uploaded so', async () => {
    const file = aListFile('by-itself.csv', HEADER, [aRow('itself', 1), aRow('itself', 2)]);
    const id = await uploadFile(tom, file, { options: { assign: 'nobody' }, commit: true });
    expect(await untilState(tom, id, 'committed')).toMatchObject({
      counts: { created: 2 },
      options: { assign: 'nobody' },
    });
    const planned = await uploadFile(tom, aListFile('half.csv', HEADER, [aRow('half', 1)]), {
      options: { assign: 'nobody' },
    });
    expect(await untilState(tom, planned, 'planned')).toMatchObject({ counts: { create: 1 } });
  });

  it('counts blank lines, and every row of a file of many chunks once', async () => {
    const rows = Array.from({ length: 1300 }, (_, index) => aRow('many', index + 1));
    // The same people once more, far from where they came first.
    rows.push(aRow('many', 3), aRow('many', 1200));
    const { bytes } = aListFile('', HEADER, rows);
    const text = bytes.toString().replace('person.2@many-2.example', '\r\n\r\nperson.2@many-2.example');
    const planned = await planFile(tom, { name: 'many.csv', bytes: Buffer.from(text) });
    expect(planned).toMatchObject({ rows: 1302, counts: { create: 1300, duplicate: 2 } });
    expect(await rowsOf(tom, planned.id, 'duplicate')).toMatchObject([
      { row: 1304, message: expect.stringContaining('row 6') },
      { row: 1305, message: expect.stringContaining('row 1203') },
    ]);
    const committed = await commitImport(tom, planned.id);
    expect(committed.counts).toEqual({ created: 1300, duplicate: 2 });
    expect(totalOf(committed)).toBe(1302);
    const { body } = await tom('GET', `/v1/imports/${planned.id}/rows?state=created&limit=2`);
    expect(body.items.map(({ row }: ImportedRow) => row)).toEqual([2, 5]);
  });
});
