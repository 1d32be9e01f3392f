import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PART_SIZE } from '../../lib/imports/import-contract.ts';
import {
  contentHashOf,
  importFile,
  openDropBox,
  putParts,
  registerFile,
  rowsOf,
  untilState,
  uploadFile,
} from './import-client.ts';
import { type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

const HTML = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Session expired</body></html>\n';
const zipOf = (name: string): Buffer => {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name)]);
};
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);

/** What is no list, and the sentence that says so. */
const REFUSED: readonly (readonly [name: string, bytes: Buffer, code: string, sentence: string])[] = [
  ['page.csv', Buffer.from(HTML), 'not-a-list', 'This is a web page (HTML), not a list. Export the list as CSV.'],
  [
    'packed.csv',
    zipOf('leads.csv'),
    'not-a-list',
    'This is a ZIP archive, not a list. Unpack it and upload the CSV file inside.',
  ],
  [
    'book.csv',
    zipOf('xl/workbook.xml'),
    'not-a-list',
    'This is an Excel workbook, not a list. Open it and save it as CSV UTF-8.',
  ],
  ['picture.csv', PNG, 'not-a-list', 'This is a PNG picture, not a list. Export the list as CSV.'],
  ['blank.csv', Buffer.from(' \r\n\r\n'), 'not-a-list', 'This is an empty file, not a list. Choose another file.'],
  ['header.csv', Buffer.from('Email,Company\r\n'), 'no-rows', 'The file has a header and no rows below it.'],
];

describe('what is uploaded', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [tom, ada] = await Promise.all([sluice.as('tom'), sluice.as('ada')]);
  });
  afterAll(() => sluice.stop());

  it.each(REFUSED)('refuses %s in a sentence', async (name, bytes, code, message) => {
    const id = await uploadFile(tom, { name, bytes });
    expect(await untilState(tom, id, 'refused')).toMatchObject({ problem: { code, message }, rows: null, counts: {} });
    expect((await tom('POST', `/v1/imports/${id}/plan`)).body.type).toBe('urn:sluice:problem:import-state');
  });

  it('refuses an empty file that was dropped, and one that is not what was announced', async () => {
    const box = openDropBox(sluice.stack);
    await box.drop('nothing.csv', Buffer.alloc(0));
    box.close();
    let dropped = '';
    await until(async () => {
      const { items } = (await tom('GET', '/v1/imports')).body;
      dropped = items.find((one: { name: string }) => one.name === 'nothing.csv')?.id ?? '';
      return dropped !== '';
    });
    expect(await untilState(tom, dropped, 'refused')).toMatchObject({ problem: { code: 'not-a-list' } });

    const announced = { name: 'announced.csv', bytes: Buffer.from('Email\na@announced.example\n') };
    const other = { name: 'announced.csv', bytes: Buffer.from('Email\nb@announced.example\n') };
    const { body } = await registerFile(tom, announced);
    const parts = await putParts(body.upload, other);
    await tom('POST', `/v1/imports/${body.import.id}/complete`, { body: { parts } });
    expect(await untilState(tom, body.import.id, 'refused')).toMatchObject({
      problem: {
        code: 'other-content',
        message: 'The file that arrived is not the one that was announced. Upload it again.',
      },
    });
    expect((await registerFile(tom, announced)).status).toBe(201);
  });

  it('makes the same leads of a list however it is written', async () => {
    const lines = (delimiter: string, mark: string, end: string) =>
      [
        ['E-Mail', 'Vorname', 'Nachname', 'Firma'],
        [`joerg@${mark}.example`, 'Jörg', 'Müller', `"Gießerei${delimiter} Söhne ""Süd"""`],
        [`zoe@${mark}.example`, 'Zoé', "d'Été", '"Café\nParis"'],
      ]
        .map((cells) => cells.join(delimiter))
        .join(end);
    const ways: readonly (readonly [string, Buffer, string, string])[] = [
      ['utf8', Buffer.from(`\uFEFF${lines(',', 'utf8', '\r\n')}\r\n`), 'utf-8', ','],
      ['utf16', Buffer.from(`\uFEFF${lines('\t', 'utf16', '\n')}`, 'utf16le'), 'utf-16le', '\t'],
      ['windows', Buffer.from(lines(';', 'windows', '\r\n'), 'latin1'), 'windows-1252', ';'],
      ['tabs', Buffer.from(lines('\t', 'tabs', '\n')), 'utf-8', '\t'],
    ];
    const checked = ways.map(async ([mark, bytes, encoding, delimiter]) => {
      const one = await importFile(tom, { name: `${mark}.csv`, bytes }, { assign: 'nobody' });
      expect(one, mark).toMatchObject({ format: { encoding, delimiter }, rows: 2, counts: { created: 2 } });
      const leads = await Promise.all(
        (await rowsOf(tom, one.id)).map(async ({ record }) => (await ada('GET', `/v1/leads/${record?.id}`)).body),
      );
      expect(leads, mark).toMatchObject([
        {
          email: `joerg@${mark}.example`,
          firstName: 'Jörg',
          lastName: 'Müller',
          company: `Gießerei${delimiter.trim()} Söhne "Süd"`,
          score: 40,
        },
        { email: `zoe@${mark}.example`, firstName: 'Zoé', lastName: "d'Été", company: 'Café Paris' },
      ]);
    });
    await Promise.all(checked);
  });

  it('goes on with an upload part by part, and misses none', async () => {
    const note = 'Asked for a quote at the stand. '.repeat(60);
    const rows = Array.from({ length: 4500 }, (_, index) => `part.${index}@parts.example,${note}`);
    const file = { name: 'parts.csv', bytes: Buffer.from(`Email,Remark\n${rows.join('\n')}`) };
    expect(file.bytes.length).toBeGreaterThan(PART_SIZE);
    const { body } = await registerFile(tom, file);
    const { id } = body.import;
    expect(body.upload.parts.map(({ number }: { number: number }) => number)).toEqual([1, 2]);
    const [first = { number: 0, etag: '' }] = await putParts(
      { ...body.upload, parts: body.upload.parts.slice(0, 1) },
      file,
    );
    const complete = (parts: unknown) => tom('POST', `/v1/imports/${id}/complete`, { body: { parts } });
    expect(await complete([first])).toMatchObject({
      status: 422,
      body: { type: 'urn:sluice:problem:parts-missing', parts: [2] },
    });
    expect(await complete([first, { number: 2, etag: first.etag }])).toMatchObject({
      status: 422,
      body: { type: 'urn:sluice:problem:parts-missing' },
    });
    expect((await tom('GET', `/v1/imports/${id}`)).body.state).toBe('uploading');
    const fresh = await tom('POST', `/v1/imports/${id}/parts`, { body: { parts: [2] } });
    expect(fresh).toMatchObject({ status: 200, body: { parts: [{ number: 2 }], partSize: PART_SIZE } });
    const [second] = await putParts(fresh.body, file);
    expect((await complete([second, first])).status).toBe(202);
    expect(await untilState(tom, id, 'ready')).toMatchObject({ rows: 4500, size: file.bytes.length });
    // Asked once more, because the answer was lost on the way: it is here already.
    expect(await complete([first, second])).toMatchObject({ status: 202, body: { state: 'ready' } });
    expect((await tom('POST', `/v1/imports/${id}/parts`)).status).toBe(409);
  });

  it('registers only what can be a list', async () => {
    const body = { name: 'a.csv', size: 10, contentHash: contentHashOf(Buffer.from('a')) };
    const register = (changes: Record<string, unknown>) =>
      tom('POST', '/v1/imports', { body: { ...body, ...changes } });
    expect((await register({ size: 0 })).body).toMatchObject({ status: 422, errors: [{ path: 'size' }] });
    expect((await register({ size: 513 * 1024 * 1024 })).body).toMatchObject({ errors: [{ path: 'size' }] });
    expect((await register({ name: '' })).body).toMatchObject({ errors: [{ path: 'name' }] });
    expect((await register({ contentHash: 'A'.repeat(64) })).body).toMatchObject({ errors: [{ path: 'contentHash' }] });
    expect((await register({ options: { assign: 'user' } })).body).toMatchObject({
      errors: [{ path: 'options.ownerId' }],
    });
  });
});
