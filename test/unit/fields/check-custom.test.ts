import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeExtras } from '../../../lib/fields/change-extras.ts';
import { type CustomValue, changeCustom, readCustomValue } from '../../../lib/fields/check-custom.ts';
import { convertCustom } from '../../../lib/fields/convert-custom.ts';
import { customValue, FIELD_KINDS, type FieldDefinition } from '../../../lib/fields/field-contract.ts';
import { setFields } from '../../../lib/fields/set-fields.ts';
import { aDesk } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const OPTIONS = ['basic', 'pro'];

const aDefinition = (changes: Partial<FieldDefinition> = {}): FieldDefinition => ({
  key: 'seats',
  label: 'Seats',
  kind: 'number',
  on: ['lead'],
  ...changes,
});

const ofKind = (kind: FieldDefinition['kind']) =>
  aDefinition({ kind, ...(kind === 'choice' || kind === 'choices' ? { options: OPTIONS } : {}) });

describe('a custom value', () => {
  it.each<[FieldDefinition['kind'], unknown, CustomValue]>([
    ['text', ' forty ', 'forty'],
    ['text', 40, '40'],
    ['long-text', 'one\ntwo', 'one\ntwo'],
    ['number', '40', 40],
    ['number', ' 1,5 ', 1.5],
    ['number', 0, 0],
    ['boolean', true, true],
    ['boolean', 'Yes', true],
    ['boolean', '0', false],
    ['date', '2026-03-02', '2026-03-02'],
    ['date', '2026-03-02T09:30:00.000Z', '2026-03-02'],
    ['choice', 'pro', 'pro'],
    ['choices', ['pro', 'basic'], ['pro', 'basic']],
    ['choices', 'pro; basic', ['pro', 'basic']],
    ['url', 'https://acme.example/p?q=1', 'https://acme.example/p?q=1'],
  ])('of kind %s is read from %j', (kind, given, value) => {
    expect(readCustomValue(ofKind(kind), given)).toEqual(value);
  });

  it.each<[FieldDefinition['kind'], unknown]>([
    ['text', ['a']],
    ['text', { a: 1 }],
    ['text', 'x'.repeat(401)],
    ['long-text', 'x'.repeat(4001)],
    ['number', 'forty'],
    ['number', ''],
    ['number', 'Infinity'],
    ['number', [5]],
    ['number', Number.NaN],
    ['boolean', 'maybe'],
    ['boolean', [true]],
    ['date', '2026-02-30'],
    ['date', '2.3.2026'],
    ['date', 20_260_302],
    ['choice', 'gold'],
    ['choice', ['pro']],
    ['choices', ['pro', 'gold']],
    ['choices', { length: 0 }],
    ['url', 'javascript:alert(1)'],
    ['url', 'acme.example'],
  ])('of kind %s refuses %j', (kind, given) => {
    expect(readCustomValue(ofKind(kind), given)).toBeUndefined();
  });

  it('fits what records keep or is none, and is never an error, whatever is given', () => {
    const hostile = fc.constant<unknown>(JSON.parse('{"toString":1,"valueOf":1,"0":"pro"}'));
    const given = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      hostile,
      hostile.map((one) => [one]),
    );
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_KINDS), given, (kind, value) => {
        const read = readCustomValue(ofKind(kind), value);
        if (read !== undefined) expect(customValue.parse(read)).toEqual(read);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a change of custom values', () => {
  const definitions = [
    aDefinition(),
    aDefinition({ key: 'plan', kind: 'choice', options: OPTIONS, on: ['lead', 'contact'] }),
  ];

  it('sets what is named, leaves the rest, and empties with null or nothing', () => {
    expect(changeCustom(definitions, 'lead', { seats: 4 }, { plan: 'pro' })).toEqual({ seats: 4, plan: 'pro' });
    expect(changeCustom(definitions, 'lead', { seats: 4, plan: 'pro' }, { seats: null })).toEqual({ plan: 'pro' });
    expect(changeCustom(definitions, 'lead', { seats: 4 }, { seats: '' })).toBeUndefined();
    expect(changeCustom(definitions, 'lead', { seats: 4 }, undefined)).toEqual({ seats: 4 });
  });

  it('keeps values of a field that is gone', () => {
    expect(changeCustom(definitions, 'lead', { old: 'x' }, { seats: 1 })).toEqual({ old: 'x', seats: 1 });
  });

  it('is refused with each fault, and changes nothing then', () => {
    const known = { seats: 4 };
    expect(() => changeCustom(definitions, 'lead', known, { seats: 'many', colour: 'red', plan: 'gold' })).toThrow(
      expect.objectContaining({
        code: 'invalid-fields',
        details: {
          errors: [
            { path: 'custom.seats', message: 'must be a number' },
            { path: 'custom.colour', message: 'is no field of lead' },
            { path: 'custom.plan', message: 'must be a choice of the list' },
          ],
        },
      }),
    );
    expect(known).toEqual({ seats: 4 });
    expect(() => changeCustom(definitions, 'contact', undefined, { seats: 4 })).toThrow(/custom fields/);
  });
});

describe('custom values and tags of a record', () => {
  it('are checked against the settings; tags replace the ones before and stand once', async () => {
    const table = memoryTable();
    await setFields(aDesk(table), 0, [aDefinition()]);
    const known = { custom: { seats: 4 }, tags: ['old'] };
    expect(await changeExtras(table, 'lead', known, { custom: { seats: 5 }, tags: ['hot', 'hot'] })).toEqual({
      custom: { seats: 5 },
      tags: ['hot'],
    });
    expect(await changeExtras(table, 'lead', known, {})).toEqual(known);
    expect(await changeExtras(table, 'lead', known, { tags: [] })).toEqual({ custom: { seats: 4 }, tags: undefined });
    await expect(changeExtras(table, 'account', {}, { custom: { seats: 5 } })).rejects.toMatchObject({
      code: 'invalid-fields',
    });
  });
});

describe('the custom values of what a lead becomes', () => {
  const mapped = aDefinition({ convertsTo: { account: 'team_size', opportunity: 'seats' } });

  it('are those that the settings send there, and fill only what is empty', () => {
    expect(convertCustom([mapped], { seats: 40, other: 'x' }, 'account', undefined)).toEqual({ team_size: 40 });
    expect(convertCustom([mapped], { seats: 40 }, 'account', { team_size: 7, city: 'Ulm' })).toEqual({
      team_size: 7,
      city: 'Ulm',
    });
    expect(convertCustom([mapped], { seats: 0 }, 'opportunity', undefined)).toEqual({ seats: 0 });
  });

  it('are none where nothing goes there', () => {
    expect(convertCustom([mapped], { seats: 40 }, 'contact', undefined)).toBeUndefined();
    expect(convertCustom([mapped], undefined, 'account', undefined)).toBeUndefined();
    expect(convertCustom([mapped], {}, 'account', { city: 'Ulm' })).toEqual({ city: 'Ulm' });
  });
});
