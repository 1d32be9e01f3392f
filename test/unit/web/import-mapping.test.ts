import { describe, expect, it } from 'vitest';
import { changedField, changedValue } from '../../../web/imports/changed-value.ts';
import { mappingDraftOf, planOf, withColumn } from '../../../web/imports/mapping-draft.ts';
import { mappingWarnings } from '../../../web/imports/mapping-warnings.ts';
import { aColumn, aMapping, anImport } from './an-import.ts';

const FIELDS = [
  { key: 'renewal', label: 'Renewal', kind: 'date' as const, on: ['lead' as const] },
  { key: 'seats', label: 'Seats', kind: 'number' as const, on: ['lead' as const] },
];

describe('a mapping', () => {
  it('begins with what the file suggests', () => {
    expect(mappingDraftOf(anImport())).toMatchObject({ matchBy: 'email', mode: 'upsert', assign: 'rules' });
    const phones = anImport({ columns: [aColumn('Tel', 'phone')] });
    expect(mappingDraftOf(phones).matchBy).toBe('phone');
    const exported = anImport({ columns: [aColumn('Id', 'externalId')], preset: 'salesforce' });
    expect(mappingDraftOf(exported)).toMatchObject({ matchBy: 'external-id', externalSystem: 'salesforce' });
  });

  it('begins with what was planned with last', () => {
    const options = {
      matchBy: 'phone',
      mode: 'create',
      assign: 'nobody',
      invalidValues: 'leave-out',
      tags: ['fair'],
    } as const;
    const draft = mappingDraftOf(anImport({ options: { ...options, tags: ['fair'] } }));
    expect(draft).toMatchObject(options);
  });

  it('is sent without what was left empty', () => {
    expect(planOf(aMapping(), [])).toEqual({
      matchBy: 'email',
      mode: 'upsert',
      assign: 'rules',
      invalidValues: 'reject-row',
      columns: [
        { header: 'Mail', feeds: 'email', write: 'if-blank' },
        { header: 'Name', feeds: 'lastName', write: 'if-blank' },
      ],
    });
  });

  it('is sent with a key for what a consent is for, and an owner where one person gets all', () => {
    const draft = aMapping({
      consentPurpose: 'Our Newsletter',
      consentBasis: ' Badge ',
      assign: 'user',
      ownerId: 'ada',
    });
    expect(planOf(draft, [])).toMatchObject({
      consent: { purpose: 'our_newsletter', basis: 'Badge' },
      assign: 'user',
      ownerId: 'ada',
    });
    expect(planOf({ ...draft, assign: 'rules' }, [])).not.toHaveProperty('ownerId');
  });

  it('says how dates and figures are written only where the column holds such', () => {
    const both = { dateOrder: 'dmy', decimal: ',' } as const;
    const columns = [
      aColumn('Until', 'custom.renewal', both),
      aColumn('Seats', 'custom.seats', both),
      aColumn('Mail', 'email', both),
    ];
    expect(planOf(aMapping({ columns }), FIELDS).columns).toEqual([
      { header: 'Until', feeds: 'custom.renewal', write: 'if-blank', dateOrder: 'dmy' },
      { header: 'Seats', feeds: 'custom.seats', write: 'if-blank', decimal: ',' },
      { header: 'Mail', feeds: 'email', write: 'if-blank' },
    ]);
  });

  it('is changed one column at a time, also where two have the same header', () => {
    const draft = aMapping({ columns: [aColumn('Mail', 'email'), aColumn('Mail', null)] });
    expect(withColumn(draft, 1, { feeds: 'phone' }).columns.map(({ feeds }) => feeds)).toEqual(['email', 'phone']);
  });
});

describe('the warnings of a mapping', () => {
  const textsOf = (...args: Parameters<typeof mappingWarnings>) =>
    mappingWarnings(...args).map(({ text, stops }) => `${stops ? 'stops: ' : ''}${text}`);

  it('are none for a mapping that is all right', () => {
    expect(textsOf(aMapping(), [])).toEqual([]);
  });

  it('stop when nobody could be reached', () => {
    const columns = [aColumn('Name', 'lastName')];
    expect(textsOf(aMapping({ columns }), [])[0]).toMatch(/^stops: Nobody could be reached/);
    const withCompany = [...columns, aColumn('Firm', 'company')];
    expect(textsOf(aMapping({ columns: withCompany }), [])[0]).toMatch(/^No column holds an e-mail address/);
  });

  it('stop when several columns go to one field', () => {
    const columns = [aColumn('Mail', 'email'), aColumn('Mail 2', 'email')];
    expect(textsOf(aMapping({ columns }), [])).toEqual([
      'stops: “Mail” and “Mail 2” both go to E-mail. Only one column can.',
    ]);
  });

  it('stop when no column holds what rows are matched by', () => {
    expect(textsOf(aMapping({ matchBy: 'phone' }), [])[0]).toMatch(/^stops: Rows find their leads by the phone number/);
    expect(textsOf(aMapping({ matchBy: 'external-id' }), [])[0]).toMatch(/^stops: Rows find their leads by an id/);
  });

  it('stop when ids have no system, one person no name, a consent no basis', () => {
    const columns = [aColumn('Mail', 'email'), aColumn('Id', 'externalId')];
    expect(textsOf(aMapping({ columns }), [])[0]).toMatch(/^stops: Say which system/);
    expect(textsOf(aMapping({ columns, externalSystem: 'odoo' }), [])).toEqual([]);
    expect(textsOf(aMapping({ assign: 'user' }), [])[0]).toMatch(/^stops: Say who/);
    expect(textsOf(aMapping({ consentPurpose: 'news' }), [])[0]).toMatch(/^stops: A consent needs both/);
  });

  it('mention a full name beside its parts without stopping', () => {
    const columns = [aColumn('Mail', 'email'), aColumn('Name', 'fullName'), aColumn('Last', 'lastName')];
    expect(textsOf(aMapping({ columns }), [])).toEqual([expect.stringMatching(/^A full name stands beside/)]);
  });
});

describe('a change of a lead', () => {
  const names = { fields: FIELDS, nameOf: (id: string) => (id === 'ada' ? 'Ada Okafor' : undefined) };

  it('is told with the names of fields and people', () => {
    expect(changedField('firstName', names)).toBe('First name');
    expect(changedField('custom.seats', names)).toBe('Seats');
    expect(changedField('externalIds.odoo', names)).toBe('Id in odoo');
    expect(changedField('ownerId', names)).toBe('Owner');
    expect(changedValue('ownerId', 'ada', names)).toBe('Ada Okafor');
  });

  it('says of what was empty that it was', () => {
    expect(changedValue('phone', null, names)).toBe('blank');
    expect(changedValue('tags', [], names)).toBe('blank');
    expect(changedValue('tags', ['fair', 'spring'], names)).toBe('fair, spring');
    expect(changedValue('custom.seats', 12, names)).toBe('12');
  });
});
