import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGuess, tracedValues } from '../../../lib/enrichment/provenance.ts';
import { type Finding, takeValues } from '../../../lib/enrichment/take-values.ts';
import { leads } from '../arbitraries.ts';
import { aLead } from '../builders.ts';

const aFinding = (changes: Partial<Finding> = {}): Finding => ({
  provider: 'sample',
  confidence: 0.8,
  at: 5,
  values: { industry: 'Software', employees: 120 },
  ...changes,
});
const GUESS = { by: 'provider:sample', at: 5, confidence: 0.8 };

describe('what a provider says', () => {
  it('fills what is blank, with whose word it is', () => {
    expect(takeValues(aLead(), [aFinding({ values: { industry: 'Software', 'custom.seats': 9 } })])).toMatchObject({
      industry: 'Software',
      custom: { seats: 9 },
      provenance: { industry: GUESS, 'custom.seats': GUESS },
    });
  });

  it('leaves what anybody else said, and what a rep emptied', () => {
    const lead = aLead({ industry: 'Retail', provenance: { employees: { by: 'rep:user-ada', at: 1 } } });
    expect(takeValues(lead, [aFinding()])).toBe(lead);
  });

  it('follows its own news, and changes nothing when there are none', () => {
    const lead = takeValues(aLead(), [aFinding()]);
    expect(takeValues(lead, [aFinding({ at: 9 })])).toBe(lead);
    const newer = takeValues(lead, [aFinding({ at: 9, confidence: 0.1, values: { industry: 'Energy' } })]);
    expect(newer).toMatchObject({ industry: 'Energy', employees: 120 });
  });

  it('gives way to a provider that is believed as much, and to none that is believed less', () => {
    const lead = takeValues(aLead(), [aFinding()]);
    const other = (confidence: number) => aFinding({ provider: 'other', confidence, values: { industry: 'Energy' } });
    expect(takeValues(lead, [other(0.7)]).industry).toBe('Software');
    expect(takeValues(lead, [other(0.8)]).industry).toBe('Energy');
    expect(takeValues(aLead(), [other(0.1), aFinding()]).industry).toBe('Software');
    expect(takeValues(aLead(), [other(0.8), aFinding()]).industry).toBe('Energy');
  });

  it('never changes the word of anybody else, whatever it is', () => {
    const values = fc.record({
      company: fc.string({ minLength: 1 }),
      industry: fc.string({ minLength: 1 }),
      employees: fc.integer({ min: 1 }),
      country: fc.constant('FR'),
      'custom.seats': fc.integer(),
    });
    fc.assert(
      fc.property(leads, values, fc.double({ min: 0.01, max: 1, noNaN: true }), (lead, said, confidence) => {
        const taken = takeValues(lead, [aFinding({ confidence, values: said })]);
        const after = tracedValues(taken);
        for (const [field, value] of tracedValues(lead)) {
          if (!isGuess(lead, field)) expect(after.get(field), field).toEqual(value);
        }
      }),
    );
  });
});
