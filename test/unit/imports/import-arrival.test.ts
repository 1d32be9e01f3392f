import { describe, expect, it } from 'vitest';
import { isId, timeOfId } from '../../../lib/ids.ts';
import { arrivalSchema, importOfArrival } from '../../../lib/imports/import-arrival.ts';
import { getImport } from '../../../lib/imports/import-repository.ts';
import { setImportFolders } from '../../../lib/imports/set-import-folders.ts';
import { aDesk, anActor, later, NOW } from '../builders.ts';
import { anImportOffice, IMPORT_ID, someOptions } from './an-import.ts';

/** What S3 tells of a file; `key` as it writes it, which is as in a form. */
const anArrival = (key: string, object: { eTag?: string; sequencer?: string; size?: number } = {}) => ({
  eventName: 'ObjectCreated:Put',
  eventTime: later(-1000),
  s3: { object: { key, size: 120, eTag: 'e1', sequencer: '0A1', ...object } },
});

const office = async () => {
  const one = anImportOffice();
  const arrive = async (...arrival: Parameters<typeof anArrival>) => importOfArrival(one.desk, anArrival(...arrival));
  const dropped = async (...arrival: Parameters<typeof anArrival>) => {
    const id = await arrive(...arrival);
    if (id === undefined) throw new Error('the file makes no import');
    return getImport(one.table, id);
  };
  return { ...one, arrive, dropped };
};

describe('a file that arrives', () => {
  it('belongs to the import whose upload it is', async () => {
    const { arrive, table } = await office();
    expect(await arrive(`imports/uploads/${IMPORT_ID}`)).toBe(IMPORT_ID);
    expect(table.all()).toEqual([]);
  });

  it('makes an import where somebody dropped it, with the step that reads it', async () => {
    const { dropped, table } = await office();
    const one = await dropped('imports/Fair.csv');
    expect(one).toMatchObject({
      name: 'Fair.csv',
      state: 'uploading',
      droppedAs: 'imports/Fair.csv',
      key: `work/${one.id}/file`,
      size: 120,
      version: 1,
    });
    expect(one.folder).toBeUndefined();
    expect(isId(one.id)).toBe(true);
    expect(timeOfId(one.id)).toBe(NOW - 1000);
    expect(table.ofType('import-step')).toEqual([expect.objectContaining({ importId: one.id, step: 'read', run: 0 })]);
  });

  it('has a name that S3 encodes as in a form', async () => {
    const { dropped } = await office();
    const one = await dropped('imports/partner/Messe+M%C3%BCnchen%2B2026+%28neu%29.csv');
    expect(one).toMatchObject({
      name: 'Messe München+2026 (neu).csv',
      droppedAs: 'imports/partner/Messe München+2026 (neu).csv',
      folder: 'partner',
    });
  });

  it('makes one import, however often S3 tells of it', async () => {
    const { arrive, table } = await office();
    const ids = await Promise.all([arrive('imports/a.csv'), arrive('imports/a.csv'), arrive('imports/a.csv')]);
    expect(new Set(ids).size).toBe(1);
    expect(table.ofType('import')).toHaveLength(1);
  });

  it('makes an import of its own where another one of the same name was before', async () => {
    const { arrive, table } = await office();
    const ids = [
      await arrive('imports/a.csv'),
      await arrive('imports/a.csv', { eTag: 'e2', sequencer: '0A2' }),
      await arrive('imports/a.csv', { sequencer: '0A3' }),
      await arrive('imports/b.csv'),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(table.ofType('import')).toHaveLength(4);
  });

  it('is done with as its folder says', async () => {
    const { dropped, table } = await office();
    const options = someOptions({ matchBy: 'external-id', tags: ['partner'] });
    await setImportFolders(aDesk(table, { actor: anActor({ role: 'admin' }) }), 0, [
      { folder: 'partner', options, commit: true },
    ]);
    expect(await dropped('imports/partner/2026/march.csv')).toMatchObject({
      folder: 'partner',
      name: 'march.csv',
      options,
      commitsByItself: true,
    });
    const other = await dropped('imports/other/march.csv');
    expect([other.options, other.commitsByItself]).toEqual([undefined, undefined]);
  });

  it('is none where S3 tells of a folder', async () => {
    const { arrive, table } = await office();
    expect(await arrive('imports/partner/')).toBeUndefined();
    expect(table.all()).toEqual([]);
  });

  it('is taken for a dropped one where it lies among the uploads and is none', async () => {
    const { dropped } = await office();
    expect(await dropped('imports/uploads/list.csv')).toMatchObject({ folder: 'uploads', name: 'list.csv' });
  });

  it('keeps the end of a name that is too long', async () => {
    const { dropped } = await office();
    const { name } = await dropped(`imports/${'x'.repeat(300)}.csv`);
    expect(name).toHaveLength(200);
    expect(name.endsWith('x.csv')).toBe(true);
  });
});

describe('what S3 tells', () => {
  it('is read with all that it says beside', () => {
    const record = {
      ...anArrival('imports/a.csv'),
      eventVersion: '2.1',
      awsRegion: 'eu-central-1',
      responseElements: {},
    };
    expect(arrivalSchema.parse({ Records: [record] }).Records).toEqual([anArrival('imports/a.csv')]);
  });

  it('is no arrival when it only says that a notification was made', () => {
    const greeting = { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'lists' };
    expect(arrivalSchema.safeParse(greeting).success).toBe(false);
  });
});
