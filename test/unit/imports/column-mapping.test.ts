import { describe, expect, it } from 'vitest';
import { fieldErrorsOf, SluiceError } from '../../../lib/errors.ts';
import type { FieldDefinition } from '../../../lib/fields/field-contract.ts';
import {
  alignColumns,
  checkMapping,
  headersHash,
  mappingOf,
  missingHeaders,
  withMapping,
} from '../../../lib/imports/column-mapping.ts';
import type { ColumnMapping, ImportOptions } from '../../../lib/imports/import-contract.ts';
import { aColumn, someOptions } from './an-import.ts';

const SEATS: FieldDefinition = { key: 'seats', label: 'Seats', kind: 'number', on: ['lead'] };

/** The faults of a mapping as `path message`. */
const faultsOf = (
  columns: readonly ColumnMapping[],
  options: Partial<ImportOptions> = {},
  definitions: readonly FieldDefinition[] = [],
): string[] => {
  try {
    checkMapping(columns, someOptions({ externalSystem: undefined, ...options }), definitions);
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    expect(error.code).toBe('invalid-mapping');
    return fieldErrorsOf(error).map(({ path, message }) => `${path} ${message}`);
  }
  return [];
};

describe('a mapping', () => {
  it.each([[['email']], [['phone']], [['lastName', 'company']], [['fullName', 'company']]])(
    'of %j reaches somebody',
    (feeds) => {
      expect(faultsOf(feeds.map((one) => aColumn(one)))).toEqual([]);
    },
  );

  it.each([[['company']], [['firstName', 'company']], [['lastName']], [[null]]])('of %j reaches nobody', (feeds) => {
    expect(faultsOf(feeds.map((one) => aColumn(one)))).toEqual([expect.stringMatching(/^columns nobody/)]);
  });

  it('feeds a field from one column, and names the one that is too many', () => {
    const columns = [aColumn('email'), aColumn(null), aColumn(null), aColumn('email')];
    expect(faultsOf(columns)).toEqual(['columns.3.feeds is fed by an earlier column already']);
  });

  it('feeds custom fields that leads have, and no others', () => {
    const columns = [aColumn('email'), aColumn('custom.seats'), aColumn('custom.floors')];
    expect(faultsOf(columns, {}, [SEATS])).toEqual(['columns.2.feeds is no field of a lead']);
    expect(faultsOf(columns.slice(0, 2), {}, [{ ...SEATS, on: ['account'] }])).toEqual([
      'columns.1.feeds is no field of a lead',
    ]);
  });

  it('has the column by which leads are matched', () => {
    const email = [aColumn('email')];
    expect(faultsOf(email, { matchBy: 'phone' })).toEqual(['matchBy no column holds a phone number']);
    expect(faultsOf(email, { matchBy: 'external-id' })).toEqual(['matchBy no column holds an id']);
  });

  it('says whose ids a column of ids holds', () => {
    const columns = [aColumn('email'), aColumn('externalId')];
    expect(faultsOf(columns)).toEqual([expect.stringMatching(/^externalSystem /)]);
    expect(faultsOf(columns, { externalSystem: 'salesforce' })).toEqual([]);
  });

  it('is told all its faults at once', () => {
    expect(faultsOf([aColumn('externalId'), aColumn('custom.x')], { matchBy: 'phone' })).toHaveLength(4);
  });
});

describe('a mapping of headers', () => {
  const wanted = [
    aColumn('email', { header: 'E-Mail', write: 'always' }),
    aColumn('company', { header: 'Firma' }),
    aColumn('tags', { header: 'Firma' }),
  ];

  it('finds its columns in any order, whatever their case', () => {
    expect(alignColumns(['FIRMA', ' e-mail '], wanted)).toEqual([
      { ...wanted[1], header: 'FIRMA' },
      { ...wanted[0], header: ' e-mail ' },
    ]);
  });

  it('leaves out what it does not name', () => {
    expect(alignColumns(['Notes'], wanted)).toEqual([{ header: 'Notes', feeds: null, write: 'if-blank' }]);
  });

  it('takes columns of the same name one after the other', () => {
    expect(alignColumns(['Firma', 'Firma', 'Firma'], wanted).map(({ feeds }) => feeds)).toEqual([
      'company',
      'tags',
      null,
    ]);
  });

  it('knows which of its columns a file has not', () => {
    expect(missingHeaders(['e-mail', 'firma'], wanted)).toEqual(['Firma']);
    expect(missingHeaders(['Firma', 'E-Mail', 'firma', 'Notes'], wanted)).toEqual([]);
  });

  it('serves another file with the same headers in the same order', () => {
    expect(headersHash(['E-Mail', 'Firma'])).toBe(headersHash([' e-mail', 'FIRMA ']));
    expect(headersHash(['E-Mail', 'Firma'])).not.toBe(headersHash(['Firma', 'E-Mail']));
    expect(headersHash(['a,b'])).not.toBe(headersHash(['a', 'b']));
  });
});

describe('the columns of a file', () => {
  const proposed = [
    { header: 'E-Mail', feeds: 'email', by: 'header' as const, samples: ['mia@acme.example'] },
    { header: 'Kunde', feeds: null, by: null, samples: [] },
  ];

  it('are shown as proposed where no mapping is known', () => {
    expect(withMapping(proposed, undefined, 'remembered')).toEqual([
      { ...proposed[0], write: 'if-blank' },
      { ...proposed[1], write: 'if-blank' },
    ]);
  });

  it('are shown as a known mapping has them, with where that came from', () => {
    const known = [aColumn(null, { header: 'E-Mail' }), aColumn('company', { header: 'Kunde', write: 'always' })];
    const shown = withMapping(proposed, known, 'folder');
    expect(shown).toEqual([
      { ...known[0], samples: ['mia@acme.example'], by: null },
      { ...known[1], samples: [], by: 'folder' },
    ]);
    expect(mappingOf(shown)).toEqual(known.map((column) => expect.objectContaining(column)));
  });
});
