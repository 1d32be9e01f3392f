import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base 32, whose order is the order of its character codes (https://github.com/ulid/spec). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

const encodeTime = (milliseconds: number): string => {
  let rest = milliseconds;
  let text = '';
  for (let place = 0; place < TIME_CHARACTERS; place += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
};

/**
 * A new ULID of the given time in milliseconds since the epoch: 26 characters that sort by time, with 80 fresh random
 * bits. Not monotonic within a millisecond on purpose: the next id cannot be guessed from the last.
 */
export const newId = (milliseconds: number): string => {
  let text = encodeTime(milliseconds);
  for (const byte of randomBytes(RANDOM_CHARACTERS)) text += ALPHABET.charAt(byte & 31);
  return text;
};

/** The lowest id of a moment in milliseconds: everything at or after it sorts from here on. */
export const firstIdAt = (milliseconds: number): string => encodeTime(milliseconds) + '0'.repeat(RANDOM_CHARACTERS);

const PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Whether a text is a ULID as made here. */
export const isId = (text: string): boolean => PATTERN.test(text);

/** The time that an id carries, in milliseconds since the epoch. */
export const timeOfId = (id: string): number => {
  let milliseconds = 0;
  for (const character of id.slice(0, TIME_CHARACTERS)) milliseconds = milliseconds * 32 + ALPHABET.indexOf(character);
  return milliseconds;
};

/** The shard of an id among `count`, from 0 up: FNV-1a over its characters, so that neighbours in time spread out. */
export const shardOf = (id: string, count: number): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % count;
};

/**
 * The one id of a thing that is made at most once: of a time in milliseconds, and of what names the thing. Whoever computes it again gets the same, so that
 * doing it twice is seen.
 */
export const idOf = (milliseconds: number, name: string): string => {
  let text = encodeTime(milliseconds);
  const digest = createHash('sha256').update(name).digest();
  for (let index = 0; index < RANDOM_CHARACTERS; index += 1) text += ALPHABET.charAt((digest[index] ?? 0) & 31);
  return text;
};
