import { describe, expect, it } from 'vitest';
import { readHeadCount } from '../../../lib/enrichment/head-count.ts';
import { phoneFacts } from '../../../lib/enrichment/phone-facts.ts';
import { timeOfCountry } from '../../../lib/enrichment/time-zone.ts';
import { phoneCountry } from '../../../lib/identity/phone.ts';

describe('a phone number', () => {
  it.each([
    ['+49 151 23456789', 'DE', 'mobile'],
    ['+49 30 123456', 'DE', 'landline'],
    ['+1 212 456 1111', 'US', 'mobile-or-landline'],
    ['+800 1234 5678', null, 'other'],
  ])('such as %s says its country and the kind of its line', (phone, country, kind) => {
    expect(phoneFacts(phone)).toEqual({ country, kind });
    expect(phoneCountry(phone)).toBe(country ?? undefined);
  });

  it.each([undefined, '', '030 123456', '+49', '+999 12345678'])('such as %s says nothing', (phone) => {
    expect(phoneFacts(phone)).toBeUndefined();
    expect(phoneCountry(phone)).toBeUndefined();
  });
});

describe('the time of a country', () => {
  const winter = Date.parse('2026-01-15T12:00:00Z');
  const summer = Date.parse('2026-07-15T12:00:00Z');

  it('is that of its zone, in summer and in winter', () => {
    expect(timeOfCountry('FR', winter)).toEqual({
      country: 'FR',
      zones: ['Europe/Paris'],
      offset: { from: 60, to: 60 },
    });
    expect(timeOfCountry('FR', summer)?.offset).toEqual({ from: 120, to: 120 });
    expect(timeOfCountry('IN', winter)?.offset).toEqual({ from: 330, to: 330 });
    expect(timeOfCountry('GB', winter)?.offset).toEqual({ from: 0, to: 0 });
  });

  it('is a range where it has several', () => {
    expect(timeOfCountry('US', winter)?.offset).toEqual({ from: -600, to: -300 });
  });

  it('is not known of what is no country', () => {
    expect(timeOfCountry('XX', winter)).toBeUndefined();
    expect(timeOfCountry(null, winter)).toBeUndefined();
  });
});

describe('a head count', () => {
  it.each([
    ['120', 120],
    ['1,200', 1200],
    ['12.000', 12_000],
    ["1'200", 1200],
    ['0', undefined],
    ['11-50', undefined],
    ['12.5', undefined],
    ['many', undefined],
    ['99999999', undefined],
  ])('written %s is %s', (text, count) => {
    expect(readHeadCount(text)).toBe(count);
  });
});
