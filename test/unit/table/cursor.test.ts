import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCursor, toCursor } from '../../../lib/table/cursor.ts';

/** Places as sort keys make them: any text without control characters. */
const place = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => /^[\x20-\uFFFF]+$/.test(text));

describe('a cursor', () => {
  it('leads back to the place that it was made of', () => {
    fc.assert(
      fc.property(place, (text) => {
        const cursor = toCursor(text) ?? undefined;
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(fromCursor(cursor)).toBe(text);
      }),
    );
  });

  it('is null at the end of a list, and no cursor is the beginning', () => {
    expect(toCursor(undefined)).toBeNull();
    expect(fromCursor(undefined)).toBeUndefined();
  });

  it('is refused when no list gave it out', () => {
    const foreign = ['', '%%%', 'a', '=', 'YQ==', 'gICA', toCursor('T#1\u0000'), `${toCursor('T#1')}=`, 'YR'];
    for (const cursor of foreign) {
      expect(() => fromCursor(cursor ?? ''), cursor ?? '').toThrow(
        expect.objectContaining({ category: 'validation', code: 'invalid-cursor' }),
      );
    }
  });
});
