import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailAddress } from '../../../lib/contract/fields.ts';
import { normalizeEmail } from '../../../lib/identity/email.ts';
import type { DateOrder, Decimal } from '../../../lib/lists/list-mapping.ts';
import { readDate } from '../../../lib/lists/read-date.ts';
import { readEmail } from '../../../lib/lists/read-email.ts';
import { isDamagedNumber, readPhone } from '../../../lib/lists/read-phone.ts';
import { isBlank, readBoolean, readNumber } from '../../../lib/lists/read-value.ts';
import { splitName } from '../../../lib/lists/split-name.ts';

describe('a cell', () => {
  it.each([
    '',
    '  ',
    'N/A',
    'n/a',
    'NULL',
    'null',
    'none',
    'None',
    '-',
    '--',
    '–',
    'Unknown',
    '[Not Provided]',
    '#N/A',
    '#NV',
    'NA',
    '?',
    '\u00a0',
  ])('that says %j says nothing', (cell) => expect(isBlank(cell)).toBe(true));

  it.each(['Na', 'Null', '0', 'no', 'x', '#1', 'Nonesuch', 'Unknown Ltd', '-5'])(
    'that says %j says something',
    (cell) => expect(isBlank(cell)).toBe(false),
  );
});

describe('a number', () => {
  it.each<[string, number, Decimal?]>([
    ['12', 12],
    ['-7', -7],
    ['+7', 7],
    ['007', 7],
    ['1.234,56', 1234.56],
    ['1,234.56', 1234.56],
    ['1 234,5', 1234.5],
    ['1\u202f234,5', 1234.5],
    ["1'234.50", 1234.5],
    ['1.234.567', 1_234_567],
    ['1,234,567', 1_234_567],
    ['12,34,567', 1_234_567],
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['0.125', 0.125],
    ['.5', 0.5],
    ['12345,678', 12345.678],
    ['€ 12', 12],
    ['12 €', 12],
    ['-€12.50', -12.5],
    ['CHF 1’200.-'.replace('.-', ''), 1200],
    ['1.200,00 EUR', 1200],
    ['12 %', 12],
    ['(1,234.50)', -1234.5],
    ['−3', -3],
    ['1.5E+05', 150_000],
    ['1.234', 1234, ','],
    ['1.234', 1.234, '.'],
    ['1,234', 1234, '.'],
    ['1,234', 1.234, ','],
  ])('%j is %d', (cell, value, decimal) => expect(readNumber(cell, decimal)).toBe(value));

  it.each<[string, Decimal?]>([
    ['1.234'],
    ['1,234'],
    [''],
    ['-'],
    ['forty'],
    ['11-50'],
    ['1 2'],
    ['1.2.3'],
    ['1,2,3'],
    ['1,23.4'],
    ['12,5', '.'],
    ['1,234.5', ','],
    ['€'],
    ['.'],
    ['Infinity'],
    ['0x10'],
  ])('%j is none, or not one only', (cell, decimal) => expect(readNumber(cell, decimal)).toBeUndefined());

  it('is read back from the ways in which it is written', () => {
    const writers = [
      ['en-US', '.'],
      ['de-DE', ','],
      ['fr-FR', ','],
      ['de-CH', '.'],
      ['en-IN', '.'],
      ['pl-PL', ','],
    ] as const;
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(...writers), (hundredths, [locale, decimal]) => {
        const value = hundredths / 100;
        const written = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
        expect(readNumber(written, decimal)).toBeCloseTo(value, 6);
      }),
    );
  });
});

describe('a yes or no', () => {
  it('is read in several languages, and nothing else is', () => {
    expect(['Yes', 'TRUE', 'ja', 'Oui', 'sí', 'x', '1', 'WAHR', 'tak'].map(readBoolean)).not.toContain(false);
    expect(['No', 'FALSE', 'nein', 'non', '0', 'nie', 'nej'].map(readBoolean)).not.toContain(true);
    expect(['maybe', '2', ''].map(readBoolean)).toEqual([undefined, undefined, undefined]);
  });
});

describe('a date', () => {
  it.each<[string, string, DateOrder?]>([
    ['2026-03-02', '2026-03-02'],
    ['2026/3/2', '2026-03-02'],
    ['2026-03-02T23:30:00-05:00', '2026-03-02'],
    ['2026-03-02 09:30', '2026-03-02'],
    ['20260302', '2026-03-02'],
    ['2.3.2026', '2026-03-02'],
    ['02. 03. 2026', '2026-03-02'],
    ['02.03.26', '2026-03-02'],
    ['02.03.85', '1985-03-02'],
    ['31/12/2026', '2026-12-31'],
    ['12/31/2026', '2026-12-31'],
    ['4/4/2026', '2026-04-04'],
    ['3/4/2026', '2026-04-03', 'dmy'],
    ['3/4/2026', '2026-03-04', 'mdy'],
    ['3/4/2026 9:30 AM', '2026-03-04', 'mdy'],
    ['26/03/04', '2026-03-04', 'ymd'],
    ['3 Mar 2026', '2026-03-03'],
    ['3. März 2026', '2026-03-03'],
    ['3 mars 2026', '2026-03-03'],
    ['1er juillet 2026', '2026-07-01'],
    ['3 de mayo de 2026', '2026-05-03'],
    ['03-Dec-26', '2026-12-03'],
    ['March 3, 2026', '2026-03-03'],
    ['Mar 3rd 2026', '2026-03-03'],
    ['3 października 2026', '2026-10-03'],
    ['46083', '2026-03-02'],
    ['46083.75', '2026-03-02'],
    ['29.02.2024', '2024-02-29'],
  ])('%j is %s', (cell, day, order) => expect(readDate(cell, order)).toBe(day));

  it.each<[string, DateOrder?]>([
    ['3/4/2026'],
    ['30.02.2026'],
    ['29.02.2026'],
    ['2026-13-01'],
    ['13/13/2026'],
    ['12/31/2026', 'dmy'],
    ['31/12/2026', 'mdy'],
    ['3 Foo 2026'],
    ['100'],
    ['99999'],
    ['0000-01-01'],
    ['tomorrow'],
    ['2026-03-02 and later'],
  ])('%j is none, or not one only', (cell, order) => expect(readDate(cell, order)).toBeUndefined());

  it('is every day there is, by its serial number in a spreadsheet', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 80_000 }), (serial) => {
        const day = readDate(String(serial));
        // Two days that spreadsheets show: 1 January 2000 is 36526.
        expect(Date.parse(day ?? '')).toBe(Date.UTC(2000, 0, 1) + (serial - 36_526) * 86_400_000);
      }),
    );
  });
});

describe('a phone number', () => {
  it.each([
    ['+49 30 1234567', '+49 30 1234567'],
    ['tel:+49-30-1234', '+49-30-1234'],
    ['Tel.: 030/1234-5', '030/1234-5'],
    ['+49\u00a030\u20111234', '+49 30-1234'],
    ['\u202a+4930123456\u202c', '+4930123456'],
    ['(030) 1234 ext. 5', '(030) 1234 ext. 5'],
    ['030 1234; 0171 5678', '030 1234'],
    ['030 1234 or 0171 5678', '030 1234'],
  ])('%j is %s', (cell, phone) => expect(readPhone(cell)).toBe(phone));

  it.each(['call me', '12', '+', '4.91511E+11', 'a@b.example', '1'.repeat(41)])('%j is none', (cell) =>
    expect(readPhone(cell)).toBeUndefined(),
  );

  it('that a spreadsheet has damaged is known as such', () => {
    expect(['4.91511E+11', '4,9E+11', '5E+11'].map(isDamagedNumber)).toEqual([true, true, true]);
    expect(['491511', 'E+11', '1E5', '+49 E'].map(isDamagedNumber)).not.toContain(true);
  });
});

describe('an e-mail address', () => {
  it.each([
    [' Jonas.Weber@ACME.example ', 'jonas.weber@acme.example'],
    ['Jonas Weber <jonas@acme.example>', 'jonas@acme.example'],
    ['"Weber, Jonas" <jonas@acme.example>; eva@acme.example', 'jonas@acme.example'],
    ['mailto:jonas@acme.example?subject=x', 'jonas@acme.example'],
    ['jonas@acme.example.', 'jonas@acme.example'],
    ['jonas@acme.example;', 'jonas@acme.example'],
    ['jonas@acme.example, eva@acme.example', 'jonas@acme.example'],
    ['jonas@acme.example eva@acme.example', 'jonas@acme.example'],
    ['jonas@acme.example / eva@acme.example', 'jonas@acme.example'],
    ['\u200bjonas@acme.example\ufeff', 'jonas@acme.example'],
    ['jonas@bücher.example', 'jonas@xn--bcher-kva.example'],
    ['(jonas@acme.example)', 'jonas@acme.example'],
  ])('%j is %s', (cell, address) => expect(readEmail(cell)).toBe(address));

  it.each([
    'jonas',
    'jonas@',
    '@acme.example',
    'jonas weber@acme.example',
    'jonas@acme',
    'a..b@acme.example',
    `${'a'.repeat(250)}@acme.example`,
  ])('%j is none', (cell) => expect(readEmail(cell)).toBeUndefined());

  it('is what the contract takes, in the form that is stored', () => {
    const part = fc.string({
      unit: fc.constantFrom('a', 'Z', '0', '-', '.', '_', '+', "'", '@', 'x', 'n', 'ü'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(part, part, fc.constantFrom('com', 'example', 'c', 'xn--p1ai'), (local, domain, last) => {
        const address = `${local}@${domain}.${last}`;
        const parsed = emailAddress.safeParse(address);
        // What is around an address is taken off before: the contract does not.
        if (parsed.success && !/^'/.test(address)) expect(readEmail(address)).toBe(normalizeEmail(parsed.data));
        const read = readEmail(address);
        if (read !== undefined) expect(emailAddress.safeParse(read).success).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a name', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['Jonas Weber', 'Jonas', 'Weber'],
    ['Weber, Jonas', 'Jonas', 'Weber'],
    ['  Anna   Maria  Weber ', 'Anna Maria', 'Weber'],
    ['Anna van der Berg', 'Anna', 'van der Berg'],
    ['Otto von Bismarck', 'Otto', 'von Bismarck'],
    ['Maria de la Cruz', 'Maria', 'de la Cruz'],
    ['Jean-Claude Van Damme', 'Jean-Claude', 'Van Damme'],
    ['Al Gore', 'Al', 'Gore'],
    ['van der Berg, Anna', 'Anna', 'van der Berg'],
    ['Herr Jonas Weber', 'Jonas', 'Weber'],
    ['Mrs. Ida Holm', 'Ida', 'Holm'],
    ['Dr. Ida Holm', 'Dr. Ida', 'Holm'],
    ['John Smith, Jr.', 'John', 'Smith'],
    ['Jane Doe, PhD, MBA', 'Jane', 'Doe'],
    ['Weber', undefined, 'Weber'],
    ['', undefined, undefined],
  ])('%j is %s and %s', (full, firstName, lastName) => {
    expect(splitName(full)).toEqual({ ...(firstName && { firstName }), ...(lastName && { lastName }) });
  });
});
