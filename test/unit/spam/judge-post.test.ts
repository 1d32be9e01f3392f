import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { fillTimeToken } from '../../../lib/spam/fill-time.ts';
import { judgePost } from '../../../lib/spam/judge-post.ts';
import { newChallenge } from '../../../lib/spam/proof-of-work.ts';
import { stillSuspect } from '../../../lib/spam/still-suspect.ts';
import { SUSPICIONS } from '../../../lib/spam/suspicion.ts';
import { solve } from '../../../web/embed/solve.ts';
import { NOW, SECOND } from '../builders.ts';
import { aForm } from '../forms/a-form.ts';
import { memoryTable } from '../memory-table.ts';

const SECRET = Buffer.alloc(32, 7);

type Spam = ReturnType<typeof aForm>['spam'];
const formWith = (spam: Partial<Spam> = {}) => aForm({ spam: { ...aForm().spam, ...spam } });

/** Judges a post while some keys have used up their allowance. */
const judged = (
  posted: Record<string, unknown>,
  {
    spam = {},
    exhausted = '',
    table = memoryTable(),
    submissionId = newId(NOW),
  }: {
    spam?: Partial<Spam>;
    exhausted?: string;
    table?: ReturnType<typeof memoryTable>;
    submissionId?: string;
  } = {},
) =>
  judgePost(
    {
      table,
      allowance: async (key) => exhausted === '' || !key.startsWith(exhausted),
      secret: async () => SECRET,
    },
    { submissionId, form: formWith(spam), posted, address: '203.0.113.7' },
    NOW,
  );

describe('a post', () => {
  it('is no suspect by itself', async () => {
    expect(await judged({ email: 'mia@acme.example', website_address: '', _shown: '' })).toEqual([]);
  });

  it('is one for the field that nobody sees', async () => {
    expect(await judged({ website_address: 'x' })).toEqual(['honeypot']);
  });

  it('is one for its token, and for none where the form asks for it', async () => {
    expect(await judged({ _shown: fillTimeToken(SECRET, 'whitepaper', NOW - SECOND) })).toEqual(['too-fast']);
    expect(await judged({ _shown: fillTimeToken(SECRET, 'whitepaper', NOW - 3 * SECOND) })).toEqual([]);
    expect(await judged({}, { spam: { tokenRequired: true } })).toEqual(['no-token']);
    expect(await judged({ _shown: ['a'] }, { spam: { tokenRequired: true } })).toEqual(['no-token']);
  });

  it('is one when its network posts too much, with or without work', async () => {
    expect(await judged({}, { exhausted: 'address:whitepaper:203.0.113' })).toEqual(['address-limit']);
  });

  it('is one under pressure unless it brings work, or where the form cannot ask for work', async () => {
    expect(await judged({}, { exhausted: 'form:' })).toEqual(['no-proof']);
    expect(await judged({}, { exhausted: 'form:', spam: { proofOfWork: 'off' } })).toEqual(['form-limit']);
    expect(await judged({}, { spam: { proofOfWork: 'always' } })).toEqual(['no-proof']);
  });

  it('makes up for pressure with work that was done for it, once', async () => {
    const _proof = await solve(await newChallenge(SECRET, 'whitepaper', Date.now()));
    const table = memoryTable();
    const under = { exhausted: 'form:', table, submissionId: 'first' };
    expect(await judged({ _proof }, under)).toEqual([]);
    expect(await judged({ _proof }, under)).toEqual([]);
    expect(await judged({ _proof }, { ...under, submissionId: 'second' })).toEqual(['no-proof']);
    const foreign = await solve(await newChallenge(SECRET, 'other', Date.now()));
    expect(await judged({ _proof: foreign }, under)).toEqual(['no-proof']);
  });
});

describe('a suspicion', () => {
  const still = (spam: Partial<Spam>) => stillSuspect(SUSPICIONS, formWith(spam));

  it('of a moment is over, and one that the form no longer has is gone', () => {
    expect(still({ tokenRequired: true, proofOfWork: 'always', minimumSeconds: 2 })).toEqual([
      'honeypot',
      'too-fast',
      'forged-token',
      'stale-token',
      'no-token',
      'no-proof',
    ]);
    expect(still({ tokenRequired: false, proofOfWork: 'off', minimumSeconds: 0 })).toEqual([
      'honeypot',
      'forged-token',
      'stale-token',
    ]);
    expect(still({ proofOfWork: 'under-pressure' })).not.toContain('no-proof');
  });
});
