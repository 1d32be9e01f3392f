import { describe, expect, it } from 'vitest';
import { providerOf, sentProviders, withProvider } from '../../../web/enrichment/provider-form.ts';
import {
  lineInWords,
  lookUpInWords,
  ownValueInWords,
  sourceInWords,
  timeThere,
} from '../../../web/enrichment/value-words.ts';

describe('a value in words', () => {
  it('is a country by its name, and a number as people write it', () => {
    expect(ownValueInWords('country', 'DE')).toBe('Germany');
    expect(ownValueInWords('employees', 1200)).toBe('1,200');
    expect(ownValueInWords('industry', 'Software')).toBe('Software');
  });

  it('says whose word it is', () => {
    expect(sourceInWords({ kind: 'provider', id: 'sample', label: 'Sample' })).toBe('Looked up at Sample');
    expect(sourceInWords({ kind: 'rep', id: null, label: 'Entered by hand' })).toBe('Entered by hand');
  });

  it('says what a phone number says, and nothing where it says nothing', () => {
    expect(lineInWords({ phoneFacts: { country: 'FR', kind: 'mobile' } })).toBe('Mobile, France');
    expect(lineInWords({ phoneFacts: { country: null, kind: 'other' } })).toBe('Special number');
    expect(lineInWords({ phoneFacts: null })).toBeUndefined();
  });

  it('says what time it is there, and from when to when in a country of several zones', () => {
    const noon = Date.parse('2026-01-15T12:00:00Z');
    expect(timeThere({ country: 'FR', zones: [], offset: { from: 60, to: 60 } }, noon)).toMatch(/^(13|01):00/);
    expect(timeThere({ country: 'US', zones: [], offset: { from: -600, to: -300 } }, noon)).toMatch(
      /^0?2:00.* to 0?7:00/,
    );
  });

  it('says how a look-up went', () => {
    const lookUp = { provider: 'sample', label: 'Sample', at: null };
    expect(lookUpInWords({ ...lookUp, state: null, fault: null })).toBe('Sample was not asked yet');
    expect(lookUpInWords({ ...lookUp, state: 'failed', fault: 'http-401' })).toContain('does not take the key');
    expect(lookUpInWords({ ...lookUp, state: 'failed', fault: 'http-418' })).toContain('it answers http-418');
  });
});

describe('a provider as it is typed', () => {
  const texts = new Map([
    ['label', 'Firm Data!'],
    ['url', 'https://firms.example/{domain}'],
    ['header', ''],
    ['fields.industry', '/sector'],
    ['fields.employees', ''],
    ['fields.custom.seats', '/seats'],
    ['confidence', '80'],
    ['dailyBudget', '500'],
  ]);
  const made = providerOf(texts, undefined, true);

  it('has an id from its name, and the fields that have a place', () => {
    expect(made).toEqual({
      id: 'firm-data',
      label: 'Firm Data!',
      url: 'https://firms.example/{domain}',
      fields: { industry: '/sector', 'custom.seats': '/seats' },
      confidence: 0.8,
      enabled: true,
      dailyBudget: 500,
    });
    expect(providerOf(texts, 'kept', false)).toMatchObject({ id: 'kept', enabled: false });
  });

  it('takes its place among the others, which are sent as they came but for what the API alone knows', () => {
    const settings = { providers: [{ ...made, hasKey: true }] };
    expect(sentProviders(settings)).toEqual([made]);
    const renamed = { ...made, label: 'Other' };
    expect(withProvider(settings, renamed, made.id)).toEqual([renamed]);
    expect(withProvider(settings, { ...made, id: 'other' }, undefined).map(({ id }) => id)).toEqual([
      'firm-data',
      'other',
    ]);
  });
});
