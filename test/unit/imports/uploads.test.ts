import { describe, expect, it } from 'vitest';
import { contentPartition } from '../../../lib/imports/content-entity.ts';
import { startContentHash } from '../../../lib/imports/content-hash.ts';
import { importOfArrival } from '../../../lib/imports/import-arrival.ts';
import { importEntity } from '../../../lib/imports/import-entity.ts';
import { getImport } from '../../../lib/imports/import-repository.ts';
import { cancelImport, completeUpload, createImport, planImport } from '../../../lib/imports/manage-imports.ts';
import { sweepImports } from '../../../lib/imports/sweep-imports.ts';
import { DAY, later, MINUTE, NOW } from '../builders.ts';
import { anImportOffice, type ImportOffice } from './an-import.ts';

const LIST = 'email\nmia@acme.example\n';

const hashOf = (body: Uint8Array): string => {
  const hash = startContentHash();
  hash.push(body);
  return hash.digest();
};

/** The office after a file of this content was uploaded and read. */
const uploaded = async (office: ImportOffice, { again = false, contentHash = '' } = {}) => {
  const body = Buffer.from(LIST);
  const hash = contentHash || hashOf(body);
  const { created, upload } = await createImport(office.counter, {
    name: 'list.csv',
    size: body.length,
    contentHash: hash,
    again,
    commit: false,
  });
  const [part] = upload.parts;
  const etag = office.files.putPart(created.uploadId ?? '', part?.number ?? 0, body);
  await completeUpload(office.counter, created.id, [{ number: 1, etag }]);
  await office.take({ importId: created.id, step: 'read', run: 0 });
  return getImport(office.table, created.id);
};

describe('the same content again', () => {
  it('is none where it comes for the first time, however often the file is read', async () => {
    const office = anImportOffice();
    const one = await uploaded(office);
    expect(one.repeats).toBeUndefined();
    // A worker that died at the very end of reading left all but the import itself as it would be.
    await office.table.transact([{ label: 'import', put: importEntity.toItem({ ...one, state: 'reading' }) }]);
    await office.take({ importId: one.id, step: 'read', run: 0 });
    const again = await getImport(office.table, one.id);
    expect([again.state, again.repeats]).toEqual(['ready', undefined]);
  });

  it('is told to one at least of two that are read at the same time', async () => {
    const office = anImportOffice();
    const arrivals = ['imports/a.csv', 'imports/b.csv'].map((key) => ({
      eventName: 'ObjectCreated:Put',
      eventTime: later(0),
      s3: { object: { key, size: LIST.length, eTag: 'e', sequencer: '1' } },
    }));
    for (const { s3 } of arrivals) await office.files.put(s3.object.key, Buffer.from(LIST), 'text/csv');
    const ids = await Promise.all(arrivals.map((arrival) => importOfArrival(office.desk, arrival)));
    const read = ids.map((importId = '') => office.take({ importId, step: 'read', run: 0 }));
    await Promise.all(read);
    const imports = await Promise.all(ids.map((id = '') => getImport(office.table, id)));
    expect(imports.filter(({ repeats }) => repeats !== undefined).length).toBeGreaterThan(0);
  });

  it('is told before it is uploaded, with the import that it came with', async () => {
    const office = anImportOffice();
    const first = await uploaded(office);
    await expect(uploaded(office)).rejects.toMatchObject({
      code: 'file-imported-before',
      details: { importId: first.id, importName: 'list.csv', importState: 'ready' },
    });
  });

  it('goes on where somebody says so', async () => {
    const office = anImportOffice();
    await uploaded(office);
    office.clock.now += DAY;
    const again = await uploaded(office, { again: true });
    expect(again).toMatchObject({ state: 'ready', rows: 1 });
    expect(again.repeats).toBeUndefined();
  });

  it('is still told after it came once more and was cancelled', async () => {
    const office = anImportOffice();
    const first = await uploaded(office);
    office.clock.now += DAY;
    const second = await uploaded(office, { again: true });
    await cancelImport(office.counter, second.id);
    await expect(uploaded(office)).rejects.toMatchObject({ details: { importId: first.id } });
  });

  it('is not told where nothing came of it', async () => {
    const office = anImportOffice();
    const first = await uploaded(office);
    await cancelImport(office.counter, first.id);
    office.clock.now += DAY;
    expect(await uploaded(office)).toMatchObject({ state: 'ready' });
  });

  it('is not taken for what was announced where it is something else', async () => {
    const office = anImportOffice();
    const refused = await uploaded(office, { contentHash: '0'.repeat(64) });
    expect(refused).toMatchObject({ state: 'refused', problem: { code: 'other-content' } });
    expect(office.table.all().filter(({ pk }) => pk === contentPartition('0'.repeat(64)))).toEqual([]);
  });
});

describe('an upload', () => {
  it('is read once its parts are put together, though S3 tells nobody', async () => {
    const office = anImportOffice();
    const body = Buffer.from(LIST);
    const { created } = await createImport(office.counter, {
      name: 'list.csv',
      size: body.length,
      contentHash: hashOf(body),
      again: false,
      commit: false,
    });
    const etag = office.files.putPart(created.uploadId ?? '', 1, body);
    await completeUpload(office.counter, created.id, [{ number: 1, etag }]);
    office.clock.now = NOW + MINUTE;
    expect(await sweepImports(office.desk)).toBe(1);
    expect(office.waiting).toEqual([{ importId: created.id, step: 'read', run: 0 }]);
  });

  it('that lacks a part says which, and can go on', async () => {
    const office = anImportOffice();
    const size = 2 * 8 * 1024 * 1024 + 1;
    const announced = { name: 'list.csv', size, contentHash: '0'.repeat(64), again: false, commit: false };
    const { created, upload } = await createImport(office.counter, announced);
    expect(upload.parts.map(({ number }) => number)).toEqual([1, 2, 3]);
    const etag = office.files.putPart(created.uploadId ?? '', 1, Buffer.from('x'));
    await expect(completeUpload(office.counter, created.id, [{ number: 1, etag }])).rejects.toMatchObject({
      code: 'parts-missing',
      details: { parts: [2, 3] },
    });
    expect(await getImport(office.table, created.id)).toMatchObject({ state: 'uploading' });
  });

  it('that was cancelled is not planned', async () => {
    const office = anImportOffice();
    const one = await uploaded(office);
    await cancelImport(office.counter, one.id);
    await expect(planImport(office.counter, one.id, undefined)).rejects.toMatchObject({ code: 'import-state' });
  });
});
