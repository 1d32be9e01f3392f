import { describe, expect, it } from 'vitest';
import { allCountries, isCountry, readCountry } from '../../../lib/enrichment/country.ts';

describe('a country', () => {
  it('is one of the 249 of ISO 3166', () => {
    expect(allCountries()).toHaveLength(249);
    expect(['DE', 'US', 'CI', 'AX'].every(isCountry)).toBe(true);
  });

  it.each(['EU', 'DD', 'SU', 'UK', 'XK', 'ZZ', 'de', 'DEU', ''])('is not %j', (code) => {
    expect(isCountry(code)).toBe(false);
  });

  it.each([
    ['de', 'DE'],
    [' US ', 'US'],
    ['Germany', 'DE'],
    ['DEUTSCHLAND', 'DE'],
    ['Österreich', 'AT'],
    ['espana', 'ES'],
    ["Cote d'Ivoire", 'CI'],
    ['U.S.A.', 'US'],
    ['uk', 'GB'],
    ['Türkiye', 'TR'],
    ['Turkey', 'TR'],
    ['Atlantis', undefined],
    ['', undefined],
  ])('written %j is %s', (text, code) => {
    expect(readCountry(text)).toBe(code);
  });
});
