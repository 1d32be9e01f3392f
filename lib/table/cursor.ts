import { invalid } from '../errors.ts';

/** Wraps a place in a list into an opaque cursor for a URL; `null` at the end. */
export const toCursor = (place: string | undefined): string | null =>
  place === undefined ? null : Buffer.from(place, 'utf8').toString('base64url');

/** The place in a list that a cursor stands for. Errors: `invalid-cursor` when it is none of ours. */
export const fromCursor = (cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined;
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (toCursor(place) !== cursor || !/^[\x20-\uFFFF]+$/.test(place)) {
    throw invalid('invalid-cursor', 'The cursor is not one that a list gave out. Start again without it.');
  }
  return place;
};
