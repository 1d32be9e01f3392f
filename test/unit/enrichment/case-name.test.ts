import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseName } from '../../../lib/enrichment/case-name.ts';

describe('a name', () => {
  it.each([
    ['MIA', 'Mia'],
    ['stone', 'Stone'],
    ['VAN DER BERG', 'van der Berg'],
    ['von und zu guttenberg', 'von und zu Guttenberg'],
    ['ronald mcdonald', 'Ronald McDonald'],
    ["O'NEIL", "O'Neil"],
    ['o’neil', 'O’Neil'],
    ['anne-marie', 'Anne-Marie'],
    ['MÜLLER-LÜDENSCHEIDT', 'Müller-Lüdenscheidt'],
    ['ÉMILE', 'Émile'],
    ['łukasz', 'Łukasz'],
    ['ßa', 'Ssa'],
    ['van', 'Van'],
  ])('that came as %s is written %s', (given, written) => {
    expect(caseName(given)).toBe(written);
  });

  it.each(['DeVito', 'van der Berg', 'Mia', 'JP', '李', 'دانيال', '', '12'])('such as %s stays as it is', (name) => {
    expect(caseName(name)).toBe(name);
  });

  it('is cased once and for all, and keeps its letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => {
        const once = caseName(name);
        expect(caseName(once)).toBe(once);
        expect(once.toUpperCase()).toBe(name.toLowerCase().toUpperCase());
      }),
    );
  });
});
