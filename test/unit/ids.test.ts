import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstIdAt, isId, newId, shardOf, timeOfId } from '../../lib/ids.ts';
import { NOW } from './builders.ts';

/** Milliseconds that the 48 bits of a ULID's time can hold. */
const moment = fc.nat({ max: 2 ** 48 - 1 });

describe('ids', () => {
  it('sort by the time that they carry', () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        fc.pre(a < b);
        expect(newId(a) < newId(b)).toBe(true);
        expect(newId(a) < firstIdAt(b)).toBe(true);
        expect(newId(b) >= firstIdAt(b)).toBe(true);
      }),
    );
  });

  it('give back the time that they were made of', () => {
    fc.assert(
      fc.property(moment, (at) => {
        expect(timeOfId(newId(at))).toBe(at);
        expect(timeOfId(firstIdAt(at))).toBe(at);
      }),
    );
  });

  it('are ids by their own pattern, and other texts are not', () => {
    fc.assert(fc.property(moment, (at) => isId(newId(at))));
    for (const text of ['', 'lead-1', newId(NOW).toLowerCase(), `${newId(NOW)}0`, `8${newId(NOW).slice(1)}`]) {
      expect(isId(text)).toBe(false);
    }
  });

  it('never repeat, even within a millisecond', () => {
    const ids = Array.from({ length: 20_000 }, () => newId(NOW));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('spread evenly over shards, though they are neighbours in time', () => {
    for (const shards of [4, 8, 16]) {
      const counts = new Array<number>(shards).fill(0);
      const ids = 16_000;
      for (let index = 0; index < ids; index += 1) {
        const shard = shardOf(newId(NOW + (index >> 4)), shards);
        counts[shard] = (counts[shard] ?? 0) + 1;
      }
      // Seven standard deviations of a fair spread: a fair hash stays within them all but once in 10^11 runs.
      const share = ids / shards;
      for (const count of counts) expect(Math.abs(count - share)).toBeLessThan(7 * Math.sqrt(share));
    }
  });

  it('always belong to the same shard', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 64 }), (at, shards) => {
        const id = newId(at);
        expect(shardOf(id, shards)).toBe(shardOf(id, shards));
        expect(shardOf(id, shards)).toBeGreaterThanOrEqual(0);
        expect(shardOf(id, shards)).toBeLessThan(shards);
      }),
    );
  });
});
