import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldDefinition } from '../../../lib/fields/field-contract.ts';
import type { ColumnMapping } from '../../../lib/lists/list-mapping.ts';
import { compileMapping, type MappedRecord } from '../../../lib/lists/map-record.ts';

const aField = (key: string, kind: FieldDefinition['kind'], options?: string[]): FieldDefinition => ({
  key,
  label: key,
  kind,
  options,
  on: ['lead'],
});

const DEFINITIONS = [
  aField('seats', 'number'),
  aField('since', 'date'),
  aField('vip', 'boolean'),
  aField('plan', 'choice', ['None', 'Pro']),
  aField('interests', 'choices', ['Ore', 'Sand']),
  aField('site', 'url'),
  aField('note', 'long-text'),
  aField('city', 'text'),
  { ...aField('budget', 'number'), on: ['account' as const] },
];

const NOTHING: MappedRecord = { fields: {}, tags: [], custom: {}, faults: [] };

/** Reads a row whose columns are given as [what it feeds, cell] or [mapping, cell]. */
const mapped = (...columns: (readonly [string | null | ColumnMapping, string])[]): MappedRecord =>
  compileMapping(
    columns.map(([one]) => (typeof one === 'object' && one !== null ? one : { feeds: one })),
    DEFINITIONS,
  )(columns.map(([, cell]) => cell));

describe('a row', () => {
  it('says what company it is, and is told where that cannot be read', () => {
    expect(mapped(['industry', ' Energy '], ['employees', '1.200'], ['country', 'Österreich']).fields).toEqual({
      industry: 'Energy',
      employees: 1200,
      country: 'AT',
    });
    expect(mapped(['employees', '51-200'], ['country', 'Atlantis']).faults).toEqual([
      { column: 0, message: 'must be a whole number of people' },
      { column: 1, message: 'must be a country' },
    ]);
  });

  it('becomes what it says of a person', () => {
    const record = mapped(
      ['email', 'Jonas <Jonas@Acme.example>'],
      ['firstName', ' Jonas '],
      ['lastName', 'Weber'],
      ['company', 'Acme\u00a0Inc\nBerlin'],
      ['title', 'Head\u0007of Sales'],
      ['phone', 'tel:+49 30 1234'],
      ['externalId', '00Q5'],
      ['owner', 'Rita Rep'],
      ['tags', 'Fair; VIP,fair;n/a'],
      [null, 'left out'],
      ['custom.seats', '1.200,5'],
      [{ feeds: 'custom.since', dateOrder: 'mdy' }, '3/4/2026'],
      ['custom.vip', 'ja'],
      ['custom.plan', 'pro'],
      ['custom.interests', 'sand, ORE'],
      ['custom.site', 'www.acme.example/a'],
      ['custom.note', 'one\r\ntwo\u0000'],
      ['custom.city', 'Köln'],
    );
    expect(record).toEqual({
      fields: {
        email: 'jonas@acme.example',
        firstName: 'Jonas',
        lastName: 'Weber',
        company: 'Acme Inc Berlin',
        title: 'Head of Sales',
        phone: '+49 30 1234',
      },
      externalId: '00Q5',
      owner: { text: 'Rita Rep', column: 7 },
      tags: ['fair', 'vip'],
      custom: {
        seats: 1200.5,
        since: '2026-03-04',
        vip: true,
        plan: 'Pro',
        interests: ['Sand', 'Ore'],
        site: 'https://www.acme.example/a',
        note: 'one\ntwo',
        city: 'Köln',
      },
      faults: [],
    });
  });

  it('leaves out what is blank, missing or a placeholder', () => {
    const map = compileMapping(
      ['email', 'lastName', 'phone', 'custom.seats', 'tags'].map((feeds) => ({ feeds })),
      DEFINITIONS,
    );
    expect(map(['', 'N/A', ' ', '#N/A'])).toEqual(NOTHING);
  });

  it('keeps an option that reads like a placeholder', () => {
    expect(mapped(['custom.plan', 'none']).custom).toEqual({ plan: 'None' });
    expect(mapped(['custom.plan', 'n/a'])).toEqual(NOTHING);
  });

  it.each<[string, string, string]>([
    ['email', 'jonas at acme', 'must be an e-mail address'],
    ['phone', 'call me', 'must be a phone number'],
    ['phone', '4.91511E+11', 'was damaged by a spreadsheet: digits of it are lost'],
    ['externalId', '1.23457E+14', 'was damaged by a spreadsheet: digits of it are lost'],
    ['lastName', 'x'.repeat(101), 'must be at most 100 characters'],
    ['fullName', `Jonas ${'x'.repeat(101)}`, 'must be at most 100 characters'],
    ['company', 'x'.repeat(201), 'must be at most 200 characters'],
    ['tags', 'x'.repeat(41), 'must be at most 40 characters'],
    ['custom.seats', 'forty', 'must be a number'],
    ['custom.seats', '1.234', 'could be two numbers: choose the decimal sign for the column'],
    ['custom.since', 'soon', 'must be a date'],
    ['custom.since', '3/4/2026', 'could be two dates: choose the order of day and month for the column'],
    ['custom.vip', 'maybe', 'must be yes or no'],
    ['custom.plan', 'gold', 'must be one of the options of the field'],
    ['custom.interests', 'Ore; Gold', 'must be options of the field'],
    ['custom.city', 'x'.repeat(401), 'must be at most 400 characters'],
    ['custom.note', 'x'.repeat(4001), 'must be at most 4000 characters'],
    ['custom.site', 'no site', 'must be a web address'],
    ['custom.budget', '5', 'feeds a field that leads do not have'],
    ['custom.gone', '5', 'feeds a field that leads do not have'],
  ])('says of a column for %s that %j cannot be taken, and reads the others', (feeds, cell, message) => {
    const record = mapped(['title', 'CEO'], [feeds, cell]);
    expect(record.faults).toEqual([{ column: 1, message }]);
    expect(record.fields.title).toBe('CEO');
  });

  it('says that it has more cells than the header, unless nothing is in them', () => {
    const map = compileMapping([{ feeds: 'lastName' }], []);
    expect(map(['Weber', 'x']).faults).toEqual([{ column: 1, message: 'has more cells than the header' }]);
    expect(map(['Weber', '', ' ']).faults).toEqual([]);
  });

  it('takes of two columns for a field the first that says something', () => {
    expect(mapped(['phone', ''], ['phone', '030 222'], ['phone', '030 333']).fields).toEqual({ phone: '030 222' });
  });

  it('splits a whole name, and prefers the columns that have a half each', () => {
    expect(mapped(['fullName', 'Weber, Jonas']).fields).toEqual({ firstName: 'Jonas', lastName: 'Weber' });
    expect(mapped(['fullName', 'J. Weber'], ['firstName', 'Jonas']).fields).toEqual({
      firstName: 'Jonas',
      lastName: 'Weber',
    });
  });

  it('never throws, whatever its cells are', () => {
    const feeds = fc.constantFrom(
      ...['email', 'firstName', 'fullName', 'phone', 'externalId', 'owner', 'tags'],
      ...DEFINITIONS.map(({ key }) => `custom.${key}`),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(feeds, fc.string({ unit: 'binary' }))), (columns) => {
        const { fields } = mapped(...columns);
        for (const text of Object.values(fields)) expect(text).toMatch(/^[^\p{Cc}]+$/u);
      }),
    );
  });
});
