import { describe, expect, it } from 'vitest';
import { codeOf, sourceFiles } from './source-files.ts';

/** Where the compiler is told rather than asked, and how often; each place says why beside it. */
const ALLOWED: Readonly<Record<string, number>> = {
  'functions/http/endpoint.ts': 3,
};

/** A cast, but not `as const`. */
const CAST = /\bas (?!const\b)(?=[A-Za-z{[('"`])/g;
/** The type, but not something of that name. */
const ANY = /(?:[:<|&,]|\bas)\s*any\b(?=\s*(?:[;,)>=|&[\]{}]|$))/g;
const NON_NULL = /[\w)\]]!(?=[.;,)\]\s[](?!=))/g;

/** Imports and re-exports, where `as` gives another name. */
const RENAMING = /^(?:import\b[^;]*|export (?:type )?[*{][^;]*\bfrom\b[^;]*);/gm;

/** The code without what stands in quotes. */
const bare = (code: string): string => code.replace(RENAMING, '').replace(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g, "''");

const FILES = sourceFiles('lib', 'functions');

const placesOf = (pattern: RegExp): Map<string, number> => {
  const places = new Map<string, number>();
  for (const file of FILES) {
    const count = bare(codeOf(file)).match(pattern)?.length ?? 0;
    if (count > 0) places.set(file.path, count);
  }
  return places;
};

describe('the types of the CRM and its functions', () => {
  it('are cast nowhere but in the places that give their reason', () => {
    expect(FILES.length).toBeGreaterThan(90);
    expect(Object.fromEntries(placesOf(CAST))).toEqual(ALLOWED);
  });

  it('are never any', () => {
    expect([...placesOf(ANY).keys()]).toEqual([]);
  });

  it('are never taken for present without a look', () => {
    expect([...placesOf(NON_NULL).keys()]).toEqual([]);
  });

  it('would not hide a cast from this test', () => {
    const found = (pattern: RegExp, code: string) => bare(codeOf({ path: 'x.ts', text: code })).match(pattern) !== null;
    for (const code of ['x as Lead', 'x as unknown', '(x as { a: 1 })', 'x as [string]']) {
      expect(found(CAST, code), code).toBe(true);
    }
    for (const code of [
      '[1] as const',
      '// as Lead',
      '/* as Lead */',
      "'as it is'",
      "import { a as b } from 'c';",
      "import type * as z from 'zod';",
    ]) {
      expect(found(CAST, code), code).toBe(false);
    }
    expect(found(ANY, 'const x: any = 1')).toBe(true);
    expect(found(ANY, 'Record<string, any>')).toBe(true);
    expect(found(ANY, 'x = any ? 1 : 2')).toBe(false);
    expect(found(NON_NULL, 'items[0]!.id')).toBe(true);
    expect(found(NON_NULL, 'a !== b')).toBe(false);
  });
});
