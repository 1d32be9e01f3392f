import { solveChallenge } from 'altcha-lib/v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Challenge, newChallenge, readProof } from '../../../lib/spam/proof-of-work.ts';
import { spendProof } from '../../../lib/spam/spent-proof-repository.ts';
import { NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const SECRET = Buffer.alloc(32, 7);
const HOUR = 3_600_000;

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

/** What a browser posts once it has solved a challenge. */
const solved = async (challenge: Challenge) => {
  const solution = await solveChallenge(challenge.challenge, challenge.salt, challenge.algorithm, challenge.maxnumber)
    .promise;
  return { ...challenge, number: solution?.number };
};

describe('a solved challenge', () => {
  it('is known by its signature, for the form that asked for it alone', async () => {
    const challenge = await newChallenge(SECRET, 'guide', Date.now());
    const proof = encoded(await solved(challenge));
    expect(await readProof(SECRET, 'guide', proof)).toBe(challenge.signature);
    expect(await readProof(SECRET, 'other', proof)).toBeUndefined();
    expect(await readProof(Buffer.alloc(32, 8), 'guide', proof)).toBeUndefined();
  });

  it('counts for an hour', async () => {
    const proof = encoded(await solved(await newChallenge(SECRET, 'guide', Date.now() - HOUR - 1000)));
    expect(await readProof(SECRET, 'guide', proof)).toBeUndefined();
  });

  it('is none with another number, another form or a later end written into it', async () => {
    const solution = await solved(await newChallenge(SECRET, 'guide', Date.now()));
    const forged = [
      { ...solution, number: (solution.number ?? 0) + 1 },
      { ...solution, salt: solution.salt.replace('form=guide', 'form=other') },
      { ...solution, salt: solution.salt.replace(/expires=\d+/, 'expires=9999999999') },
      { ...solution, signature: '0'.repeat(64) },
      { ...solution, number: undefined },
    ];
    for (const one of forged) {
      for (const form of ['guide', 'other']) expect(await readProof(SECRET, form, encoded(one))).toBeUndefined();
    }
  });

  it('is none, and never an error, whatever is sent in its place', async () => {
    const solution = await solved(await newChallenge(SECRET, 'guide', Date.now()));
    const odd = fc.oneof(fc.jsonValue(), fc.constantFrom('SHA-1', 'SHA-3', '', 7, null));
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.jsonValue().map(encoded),
      fc
        .record({ algorithm: odd, challenge: odd, number: odd, salt: odd, signature: odd }, { requiredKeys: [] })
        .filter((changes) => Object.keys(changes).length > 0)
        .map((changes) => encoded({ ...solution, ...changes })),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (proof) => {
        expect(await readProof(SECRET, 'guide', proof)).toBeUndefined();
      }),
    );
    expect(await readProof(SECRET, 'guide', undefined)).toBeUndefined();
  });
});

describe('a proof', () => {
  it('is spent on one submission, which may come again', async () => {
    const table = memoryTable();
    expect(await spendProof(table, 'signature', 'first', NOW)).toBe(true);
    expect(await spendProof(table, 'signature', 'second', NOW)).toBe(false);
    expect(await spendProof(table, 'signature', 'first', NOW)).toBe(true);
    expect(await spendProof(table, 'another', 'second', NOW)).toBe(true);
  });

  it('is remembered for longer than its challenge lives', async () => {
    const table = memoryTable();
    await spendProof(table, 'signature', 'first', NOW);
    expect(Number(table.all()[0]?.['expiresAt'])).toBeGreaterThan((NOW + HOUR) / 1000);
  });
});
