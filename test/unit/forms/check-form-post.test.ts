import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../lib/errors.ts';
import { checkFormPost, wordingHash } from '../../../lib/forms/check-form-post.ts';
import type { FormField } from '../../../lib/forms/form.ts';
import { RESERVED_FIELDS } from '../../../lib/spam/reserved-fields.ts';
import { AT } from '../builders.ts';
import { aField, aForm, aFormOfEveryKind } from './a-form.ts';

const EMAIL = { email: 'mia@acme.example' };
const emailField = aForm().fields;

/** What a form with one more field makes of a value. */
const checked = (field: Partial<FormField>, value: unknown) =>
  checkFormPost(aForm({ fields: [...emailField, aField(field)] }), { ...EMAIL, seats: value }, AT).fields['seats'];

const faultsOf = (check: () => unknown): unknown => {
  try {
    check();
    return [];
  } catch (error) {
    return error instanceof SluiceError && error.code === 'invalid-fields' ? error.details['errors'] : error;
  }
};

const faultOf = (field: Partial<FormField>, value: unknown): unknown => faultsOf(() => checked(field, value));

describe('a field of a form', () => {
  it.each<[Partial<FormField>, unknown, string]>([
    [{ kind: 'text' }, '  forty ', 'forty'],
    [{ kind: 'text' }, 40, '40'],
    [{ kind: 'text' }, true, 'true'],
    [{ kind: 'hidden' }, 'home', 'home'],
    [{ kind: 'long-text' }, 'one\ntwo', 'one\ntwo'],
    [{ kind: 'email' }, ' mia@bücher.example', 'mia@xn--bcher-kva.example'],
    [{ kind: 'phone' }, '+49 (40) 123-4 ext. 5', '+49 (40) 123-4 ext. 5'],
    [{ kind: 'number' }, ' -12,5 ', '-12,5'],
    [{ kind: 'number' }, 7, '7'],
    [{ kind: 'date' }, '2028-02-29', '2028-02-29'],
    [{ kind: 'choice', options: ['a', 'b'] }, 'b', 'b'],
    [{ kind: 'choices', options: ['a', 'b'] }, ['a', 'b'], 'a; b'],
    [{ kind: 'choices', options: ['a', 'b'] }, 'a', 'a'],
    [{ kind: 'checkbox' }, 'on', 'true'],
    [{ kind: 'checkbox' }, true, 'true'],
    [{ kind: 'checkbox' }, 1, 'true'],
  ])('of the shape %j takes %j', (field, value, kept) => {
    expect(checked(field, value)).toBe(kept);
  });

  it.each<[Partial<FormField>, unknown, string]>([
    [{ kind: 'text' }, 'one\ntwo', 'must be one line of text'],
    [{ kind: 'text' }, { a: 1 }, 'must be text'],
    [{ kind: 'text' }, ['a'], 'must be text'],
    [{ kind: 'number' }, 'forty', 'must be a number'],
    [{ kind: 'number' }, '1e5', 'must be a number'],
    [{ kind: 'date' }, '2026-02-30', 'must be a date'],
    [{ kind: 'date' }, '2.3.2026', 'must be a date'],
    [{ kind: 'phone' }, 'call me', 'must be a phone number'],
    [{ kind: 'choice', options: ['a'] }, 'c', 'is none of the choices'],
    [{ kind: 'choices', options: ['a'] }, ['a', 'c'], 'is none of the choices'],
  ])('of the shape %j refuses %j', (field, value, message) => {
    expect(faultOf(field, value)).toEqual([{ path: 'seats', message }]);
  });

  it.each<FormField['kind']>(['text', 'long-text', 'email', 'phone', 'number', 'date', 'checkbox', 'hidden'])(
    'of kind %s is left out when it is empty, and missed only when it is required',
    (kind) => {
      for (const nothing of ['', '  ', undefined, null]) {
        expect(checked({ kind }, nothing)).toBeUndefined();
        expect(faultOf({ kind, required: true }, nothing)).toEqual([{ path: 'seats', message: 'is needed' }]);
      }
    },
  );

  it('takes no more characters than there is room for', () => {
    expect(checked({ kind: 'text' }, 'x'.repeat(400))).toHaveLength(400);
    expect(checked({ kind: 'long-text' }, 'x'.repeat(4000))).toHaveLength(4000);
    expect(faultOf({ kind: 'text' }, 'x'.repeat(401))).toMatchObject([{ path: 'seats' }]);
    expect(faultOf({ kind: 'long-text' }, 'x'.repeat(4001))).toMatchObject([{ path: 'seats' }]);
  });

  it('is unticked by whatever says no', () => {
    for (const no of ['off', 'false', '0', false, 0, [], {}]) expect(checked({ kind: 'checkbox' }, no)).toBeUndefined();
  });
});

describe('a post of a form', () => {
  it('is refused with all fields at fault at once, and the consents that are missing', () => {
    const posted = { email: 'nobody', name: '', plan: 'Huge', topics: ['Price'], seats: 'many' };
    expect(faultsOf(() => checkFormPost(aFormOfEveryKind(), posted, AT))).toMatchObject([
      { path: 'email' },
      { path: 'name', message: 'is needed' },
      { path: 'seats', message: 'must be a number' },
      { path: 'plan', message: 'is none of the choices' },
      { path: 'consent.terms', message: 'is needed' },
    ]);
  });

  it('keeps which wording of a consent was seen, and nothing of what was not ticked', () => {
    const form = aFormOfEveryKind();
    const filled = { ...EMAIL, name: 'Mia', plan: 'Small', topics: 'Price', 'consent.terms': 'on' };
    const hash = wordingHash('I agree to the terms.');
    expect(checkFormPost(form, filled, AT).consents).toEqual([{ purpose: 'terms', wordingHash: hash }]);
    const both = checkFormPost(form, { ...filled, 'consent.newsletter': 'yes', 'consent.made-up': 'on' }, AT);
    expect(both.consents.map(({ purpose }) => purpose)).toEqual(['newsletter', 'terms']);
    expect(both.extra).toEqual({});
    expect(wordingHash('I agree to other terms.')).not.toBe(hash);
  });

  it('keeps fields that the form does not know as extras, as text, up to a bound of each', () => {
    const posted = { ...EMAIL, colour: 'red', size: 7, deep: { a: [1] }, gone: null, empty: '' };
    expect(checkFormPost(aForm(), posted, AT).extra).toEqual({ colour: 'red', size: '7', deep: '{"a":[1]}' });
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`x${index}`, 'x'.repeat(600)]));
    const { extra } = checkFormPost(aForm(), { ...EMAIL, ...many, ['y'.repeat(90)]: 'y' }, AT);
    expect(Object.keys(extra)).toHaveLength(50);
    expect(Object.values(extra).every((value) => value.length === 500)).toBe(true);
    expect(Object.keys(checkFormPost(aForm(), { ...EMAIL, ['y'.repeat(90)]: 'y' }, AT).extra)).toEqual([
      'y'.repeat(60),
    ]);
  });

  it('stores nothing of what the embed adds, and reads where the visitor came from', () => {
    const reserved = Object.fromEntries(
      Object.values(RESERVED_FIELDS).map((name) => [name, 'https://a.example/p?q=1']),
    );
    const { extra, attribution } = checkFormPost(
      aForm(),
      { ...EMAIL, ...reserved, utm_source: 'news', gclid: 'g' },
      AT,
    );
    expect(extra).toEqual({});
    expect(attribution).toEqual({
      at: AT,
      parameters: { utm_source: 'news', gclid: 'g' },
      referrer: 'https://a.example/p',
      landingPage: 'https://a.example/p',
    });
  });

  it('changes nothing by a name that means something to JavaScript', () => {
    const posted: Record<string, unknown> = JSON.parse(
      '{"email":"mia@acme.example","__proto__":{"polluted":"yes"},"constructor":"c","toString":"t","":"nameless","colour":"red"}',
    );
    const { extra, fields } = checkFormPost(aForm(), posted, AT);
    expect(Object.entries(extra)).toEqual([['colour', 'red']]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(fields, 'polluted')).toBeUndefined();
  });

  it('leaves out what is nested too deep to be written', () => {
    const deep: unknown = JSON.parse('['.repeat(16_000) + ']'.repeat(16_000));
    expect(checkFormPost(aForm(), { ...EMAIL, deep }, AT).extra).toEqual({});
  });

  it('is either taken or refused with its faults, whatever it holds', () => {
    const form = aFormOfEveryKind();
    const names = fc.constantFrom(
      ...form.fields.map(({ key }) => key),
      'consent.terms',
      '_page',
      'utm_term',
      '__proto__',
    );
    const hostile = fc.constant<unknown>(JSON.parse('{"toString":1,"valueOf":1}'));
    const values = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      hostile,
      fc.constantFrom('on', 'Price', '7'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(names, fc.string()), values), (posted) => {
        try {
          const { fields, extra } = checkFormPost(form, posted, AT);
          const known = new Set(form.fields.map(({ key }) => key));
          expect(Object.keys(fields).every((key) => known.has(key))).toBe(true);
          expect(Object.values({ ...fields, ...extra }).every((value) => value.isWellFormed())).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid-fields' });
        }
      }),
      { numRuns: 150 },
    );
  });
});
