import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signToken } from '../../../lib/signing/signed-token.ts';
import { readSigningSecret } from '../../../lib/signing/signing-secret.ts';
import { fillTimeToken, judgeFillTime } from '../../../lib/spam/fill-time.ts';
import { DAY, NOW, SECOND } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const SECRET = Buffer.alloc(32, 7);
const RULES = { formId: 'guide', minimumSeconds: 2, tokenRequired: false };

const judged = (token: string | undefined, after: number, rules = RULES) =>
  judgeFillTime(SECRET, token, rules, NOW + after);

describe('the token of a shown form', () => {
  const token = fillTimeToken(SECRET, 'guide', NOW);

  it('is in order from the least time that a person needs up to a day', () => {
    for (const after of [2 * SECOND, 60 * SECOND, DAY]) expect(judged(token, after)).toBeUndefined();
  });

  it('gives away who was too fast, and who kept it for too long', () => {
    expect(judged(token, 2 * SECOND - 1)).toBe('too-fast');
    expect(judged(token, 0)).toBe('too-fast');
    expect(judged(token, DAY + 1)).toBe('stale-token');
  });

  it('counts for the form that was shown alone, and not before it was shown', () => {
    expect(judged(token, 5 * SECOND, { ...RULES, formId: 'other' })).toBe('forged-token');
    expect(judged(token, -1)).toBe('forged-token');
  });

  it('may be missing where the form allows that', () => {
    expect(judged(undefined, 0)).toBeUndefined();
    expect(judged(undefined, 0, { ...RULES, tokenRequired: true })).toBe('no-token');
  });

  it('is forged when it was signed by somebody else, or for something else', () => {
    expect(judged(fillTimeToken(Buffer.alloc(32, 8), 'guide', NOW), 5 * SECOND)).toBe('forged-token');
    expect(judged(signToken(SECRET, 'confirmation', `guide ${NOW}`), 5 * SECOND)).toBe('forged-token');
    expect(judged(signToken(SECRET, 'fill-time', 'guide soon'), 5 * SECOND)).toBe('forged-token');
  });

  it('is forged as soon as a byte of it is another', () => {
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url'));
    const place = fc.constantFrom(
      ...parts.flatMap((bytes, part) => [...bytes.keys()].map((index) => ({ part, index }))),
    );
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), ({ part, index }, change) => {
        const changed = parts.map((bytes, other) =>
          other === part ? bytes.map((byte, at) => (at === index ? byte ^ change : byte)) : bytes,
        );
        const sent = changed.map((bytes) => Buffer.from(bytes).toString('base64url')).join('.');
        expect(judged(sent, 5 * SECOND)).toBe('forged-token');
      }),
    );
  });

  it('is forged, and never an error, whatever is sent in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(judged(text, 5 * SECOND)).toBe('forged-token');
      }),
    );
  });
});

describe('the secret of an installation', () => {
  it('is made once, though two functions need it at the same time', async () => {
    const table = memoryTable();
    const [one, other] = await Promise.all([readSigningSecret(table), readSigningSecret(table)]);
    expect(one).toHaveLength(32);
    expect(other).toEqual(one);
    expect(await readSigningSecret(table)).toEqual(one);
    expect(await readSigningSecret(memoryTable())).not.toEqual(one);
  });
});
