import { describe, expect, it } from 'vitest';
import { newChallenge, readProof } from '../../../lib/spam/proof-of-work.ts';
import { solve } from '../../../web/embed/solve.ts';

const SECRET = Buffer.alloc(32, 7);

describe('proof of work in the browser', () => {
  it('solves what the server asks, so that the server takes it', async () => {
    const challenge = await newChallenge(SECRET, 'whitepaper', Date.now());
    const proof = await solve(challenge);
    expect(await readProof(SECRET, 'whitepaper', proof)).toBe(challenge.signature);
    expect(await readProof(SECRET, 'another', proof)).toBeUndefined();
  });

  it('gives up on what has no solution', async () => {
    const challenge = await newChallenge(SECRET, 'whitepaper', Date.now());
    expect(await solve({ ...challenge, challenge: '00'.repeat(32), maxnumber: 300 })).toBeUndefined();
  });
});
