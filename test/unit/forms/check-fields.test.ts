import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../lib/errors.ts';
import { checkFormPost } from '../../../lib/forms/check-form-post.ts';
import { embeddedForm } from '../../../lib/forms/embed-script.ts';
import { FAULTS, faultCode } from '../../../lib/forms/faults.ts';
import { checkFields } from '../../../web/embed/check-fields.ts';
import type { Filled } from '../../../web/embed/read-form.ts';
import { aFormOfEveryKind } from './a-form.ts';

const form = aFormOfEveryKind();
const { fields } = embeddedForm(form);

type Fault = { path: string; message: string };

/** What the server finds, in the words that visitors read. */
const serverFaults = (posted: Filled): Fault[] => {
  try {
    checkFormPost(form, posted, '2026-03-02T09:30:00.000Z');
    return [];
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    const errors: unknown = error.details['errors'];
    return Array.isArray(errors)
      ? errors.map(({ path, message }) => ({ path, message: FAULTS[faultCode(message)] }))
      : [];
  }
};

const GOOD: Filled = {
  email: 'ada@example.com',
  name: 'Ada',
  plan: 'Small',
  topics: ['Price'],
  'consent.terms': 'true',
};

describe('the check in the browser', () => {
  it('has nothing against a good post', () => {
    expect(checkFields(fields, GOOD)).toEqual([]);
    expect(serverFaults(GOOD)).toEqual([]);
  });

  it('misses what is needed, consents and choices too', () => {
    expect(checkFields(fields, {}).map(({ path }) => path)).toEqual([
      'email',
      'name',
      'plan',
      'topics',
      'consent.terms',
    ]);
    expect(checkFields(fields, {})).toEqual(serverFaults({}));
  });

  it.each([
    [
      'email',
      [
        'a',
        'a@b',
        'a@b.c',
        '.a@b.de',
        'a..b@c.de',
        "o'hara+x@b-c.co.uk",
        'ä@b.de',
        `${'a'.repeat(250)}@b.de`,
        'a b@c.de',
      ],
    ],
    ['name', ['x'.repeat(400), 'x'.repeat(401), 'two\nlines', 'tab\there', '  padded  ', 'Zoë 🙂']],
    ['phone', ['+49 (0) 30 / 1234-5', '0x', '1'.repeat(41), 'call me', '+1 212 555 0100 ext 7']],
    ['story', ['x'.repeat(4000), 'x'.repeat(4001), 'two\nlines']],
    ['seats', ['1', ' 12 ', '-3,5', '1.234.567', 'many', '1e5', '1'.repeat(16)]],
    ['start', ['2026-02-28', '2026-13-01', '28.02.2026', 'soon', '2026-02-28T00:00']],
    ['plan', ['Small', 'Large & more', 'small', 'Small ']],
    ['topics', [['Price', 'Other'], 'Security', ['Price', 'Nothing']]],
    ['partner', ['true', 'on', 'whatever']],
  ] as [string, (string | string[])[]][])('says of %s what the server says', (key, values) => {
    for (const value of values) {
      const posted = { ...GOOD, [key]: value };
      expect(checkFields(fields, posted), JSON.stringify(value)).toEqual(serverFaults(posted));
    }
  });

  it('agrees with the server whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'a1@.-+ ,_\n'), minLength: 1, maxLength: 20 }),
      fc.emailAddress(),
    );
    const key = fc.constantFrom('email', 'name', 'phone', 'story', 'seats', 'start', 'plan', 'topics');
    fc.assert(
      fc.property(key, typed, (name, value) => {
        fc.pre(value.trim() !== '');
        const posted = { ...GOOD, [name]: value };
        expect(checkFields(fields, posted)).toEqual(serverFaults(posted));
      }),
      { numRuns: 500 },
    );
  });
});
