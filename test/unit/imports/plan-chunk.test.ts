import { describe, expect, it } from 'vitest';
import { FIELD_SETTINGS } from '../../../lib/fields/field-settings.ts';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { externalEntity } from '../../../lib/identity/external-identity-entity.ts';
import { findDuplicates } from '../../../lib/imports/find-duplicates.ts';
import type { ColumnMapping, ImportOptions } from '../../../lib/imports/import-contract.ts';
import { loadKeys, loadPlan, storeDuplicates } from '../../../lib/imports/import-objects.ts';
import { planChunk } from '../../../lib/imports/plan-chunk.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { writeSettings } from '../../../lib/settings/settings-repository.ts';
import type { Item, Key } from '../../../lib/table/item.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, AT, aLead, aUser } from '../builders.ts';
import { aChunk, aColumn, anImport, anImportOffice, someOptions } from './an-import.ts';

interface Given {
  readonly feeds: readonly ColumnMapping['feeds'][];
  readonly lines: readonly string[];
  readonly options?: Partial<ImportOptions>;
  readonly records?: readonly (Item & Key)[];
}

/** A chunk that begins at row 2 and holds these lines, as it is planned. */
const planned = async ({ feeds, lines, options = {}, records = [] }: Given) => {
  const columns = feeds.map((one) => aColumn(one));
  const office = anImportOffice(records);
  await writeSettings(office.table, FIELD_SETTINGS, 0, {
    value: [{ key: 'seats', label: 'Seats', kind: 'number', on: ['lead'] }],
    by: ADA,
    at: AT,
  });
  const before = office.table.all();
  const one = anImport({ options: someOptions({ columns, ...options }) });
  const body = Buffer.from(lines.join('\n'));
  await office.files.put(one.key, body, 'text/csv');
  const chunk = await planChunk(office.desk, one, aChunk({ end: body.length, rows: lines.length }));
  expect(office.table.all()).toEqual(before);
  const rows = await loadPlan(office.files, chunk);
  return { ...office, chunk, rows, verdicts: rows.map(({ row, state, reason }) => [row, state, reason]) };
};

describe('the plan of a chunk', () => {
  it('says of each row that is not blank what would be done with it, and counts them', async () => {
    const { verdicts, chunk } = await planned({
      feeds: ['email', 'lastName', 'company'],
      lines: [
        'mia@acme.example,Stone,Acme',
        '',
        'no address,Stone,Acme',
        ',Stone,',
        '"never closed,Stone,Acme',
        ',Stone,Acme',
      ],
    });
    expect(verdicts).toEqual([
      [2, 'create', undefined],
      [4, 'rejected', 'invalid-value'],
      [5, 'rejected', 'too-little'],
      [6, 'rejected', 'not-readable'],
      [7, 'create', undefined],
    ]);
    expect(chunk).toMatchObject({ counts: { create: 2, rejected: 3 }, planned: { create: 2, rejected: 3 } });
  });

  it('names the column at fault and what is wrong with it', async () => {
    const { rows } = await planned({
      feeds: ['lastName', null, 'email', 'custom.seats'],
      lines: ['Stone,x,mia@,7', 'Stone,x,mia@acme.example,many'],
    });
    expect(rows).toMatchObject([
      { column: 2, message: 'must be an e-mail address' },
      { column: 3, message: expect.stringMatching(/number/) },
    ]);
  });

  it('leaves a bad value out instead, where that is wanted and enough is left', async () => {
    const { rows } = await planned({
      feeds: ['email', 'phone'],
      lines: ['no address,+49 30 123456', 'no address,'],
      options: { invalidValues: 'leave-out' },
    });
    expect(rows).toMatchObject([
      { state: 'create', told: { phone: '+49 30 123456' } },
      { state: 'rejected', reason: 'too-little', column: 0 },
    ]);
    expect(rows[0]?.told.email).toBeUndefined();
  });

  it('finds owners by name or address, and nobody where two have the name', async () => {
    const users = [
      aUser({ id: 'ada', name: 'Ada Reyes', email: 'ada@sluice.example' }),
      aUser({ id: 'bo1', name: 'Bo Lind', email: 'bo1@sluice.example' }),
      aUser({ id: 'bo2', name: 'Bo Lind', email: 'bo2@sluice.example' }),
    ];
    const { rows } = await planned({
      feeds: ['email', 'owner'],
      lines: [
        'a@acme.example,ADA REYES',
        'b@acme.example,bo2@sluice.example',
        'c@acme.example,Bo Lind',
        'd@acme.example,',
      ],
      records: users.map(userEntity.toItem),
    });
    expect(rows.map(({ told, state }) => [told.ownerId, state])).toEqual([
      ['ada', 'create'],
      ['bo2', 'create'],
      [undefined, 'rejected'],
      [undefined, 'create'],
    ]);
    expect(rows[2]).toMatchObject({ column: 1, message: 'names nobody who works here' });
  });

  it('is one of two when two workers make it, and the chunk says which', async () => {
    const { desk, files, chunk } = await planned({ feeds: ['email'], lines: ['mia@acme.example'] });
    const one = anImport({ options: someOptions({ columns: [aColumn('email')] }) });
    const again = await planChunk(desk, one, chunk);
    expect(again.plan).not.toBe(chunk.plan);
    expect(await loadPlan(files, again)).toEqual(await loadPlan(files, chunk));
  });
});

describe('rows of one file', () => {
  /** The rows that are duplicates, with the earlier row that each repeats. */
  const duplicatesOf = async (given: Given) => {
    const { files, chunk } = await planned(given);
    const found = findDuplicates([await loadKeys(files, chunk)]).get(0) ?? [];
    return found.map(({ row, earlier }) => [row, earlier]);
  };

  it('are about one person who have an address in common, in any spelling of its mailbox', async () => {
    const lines = [
      'mia.stone@gmail.com,A',
      'MiaStone+fair@gmail.com,B',
      'mia.stone@acme.example,C',
      'miastone@acme.example,D',
    ];
    expect(await duplicatesOf({ feeds: ['email', 'lastName'], lines })).toEqual([[3, 2]]);
  });

  it('are about one person who have an id of the other system in common', async () => {
    const lines = ['a@acme.example,7', 'b@acme.example,7', 'a@acme.example,8', 'c@acme.example,9'];
    expect(await duplicatesOf({ feeds: ['email', 'externalId'], lines })).toEqual([
      [3, 2],
      [4, 2],
    ]);
  });

  it('are about one person who have a number in common, where people are matched by it', async () => {
    const given = {
      feeds: ['email', 'phone'],
      lines: ['a@acme.example,+4930123456', 'b@acme.example,+49 (30) 123456'],
    } as const;
    expect(await duplicatesOf(given)).toEqual([]);
    expect(await duplicatesOf({ ...given, options: { matchBy: 'phone' } })).toEqual([[3, 2]]);
  });

  it('are about one person who have name, company and number in common and nothing better', async () => {
    const lines = ['Stone,Acme,123456', 'STONE,acme,12 34 56', 'Stone,Acme,654321', 'Stone,Zenith,123456'];
    expect(await duplicatesOf({ feeds: ['lastName', 'company', 'phone'], lines })).toEqual([[3, 2]]);
  });

  it('are about one lead, though one row found it by its id and the other by its address', async () => {
    const lead = aLead({ email: 'mia@acme.example', externalIds: { oldcrm: 'A1' }, title: undefined });
    const records = [
      leadEntity.toItem(lead),
      emailIdentityEntity.toItem({ mailbox: 'mia@acme.example', partyId: lead.partyId, leadId: lead.id }),
      externalEntity.toItem({ system: 'oldcrm', externalId: 'A1', leadId: lead.id }),
    ];
    const given: Given = {
      feeds: ['email', 'externalId', 'title'],
      lines: ['new@acme.example,A1,CEO', 'mia@acme.example,,Buyer'],
      options: { matchBy: 'external-id' },
      records,
    };
    expect((await planned(given)).verdicts.map(([, state]) => state)).toEqual(['update', 'update']);
    expect(await duplicatesOf(given)).toEqual([[3, 2]]);
  });

  it('take nobody away from a later row, where they are rejected themselves', async () => {
    const lines = ['mia@acme.example,many', 'mia@acme.example,7'];
    expect(await duplicatesOf({ feeds: ['email', 'custom.seats'], lines })).toEqual([]);
  });

  it('that are duplicates say of which row', async () => {
    const { files, chunk } = await planned({ feeds: ['email'], lines: ['a@acme.example', 'a@acme.example'] });
    await storeDuplicates(files, chunk, '1', [[3, 2]]);
    const rows = await loadPlan(files, { ...chunk, duplicates: '1' });
    expect(rows).toMatchObject([
      { row: 2, state: 'create' },
      { row: 3, state: 'duplicate', reason: 'same-as-row', message: 'row 2', told: { email: 'a@acme.example' } },
    ]);
  });
});
