import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startContentHash } from '../../../lib/imports/content-hash.ts';
import { PART_SIZE } from '../../../lib/imports/import-contract.ts';

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

const hashOf = (bytes: Uint8Array, pieceLength: number): string => {
  const hash = startContentHash();
  for (let at = 0; at < bytes.length; at += pieceLength) hash.push(bytes.subarray(at, at + pieceLength));
  return hash.digest();
};

/** Two parts and a bit, no two kilobytes of which are the same. */
const LARGE = Buffer.alloc(2 * PART_SIZE + 5);
for (let at = 0; at + 4 < LARGE.length; at += 1024) LARGE.writeUInt32LE(at, at);

const PARTS = [LARGE.subarray(0, PART_SIZE), LARGE.subarray(PART_SIZE, 2 * PART_SIZE), LARGE.subarray(2 * PART_SIZE)];

describe('the hash of a content', () => {
  it('is the hash of the hashes of its parts, so that a client can compute it part by part', () => {
    expect(hashOf(LARGE, LARGE.length)).toBe(sha256(Buffer.concat(PARTS.map(sha256))).toString('hex'));
  });

  it('is the same however the bytes come', () => {
    const expected = hashOf(LARGE, LARGE.length);
    fc.assert(
      fc.property(fc.integer({ min: 4000, max: 3 * PART_SIZE }), (length) => hashOf(LARGE, length) === expected),
      { numRuns: 10, examples: [[PART_SIZE], [PART_SIZE - 1], [PART_SIZE + 1]] },
    );
  });

  it('has no empty part at the end of a file that fills its parts', () => {
    const whole = LARGE.subarray(0, PART_SIZE);
    expect(hashOf(whole, 1_000_000)).toBe(sha256(sha256(whole)).toString('hex'));
  });

  it('tells contents apart', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (one, other) => {
        expect(hashOf(one, 7) === hashOf(other, 7)).toBe(Buffer.compare(one, other) === 0);
      }),
    );
  });
});
