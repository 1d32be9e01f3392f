import { describe, expect, it } from 'vitest';
import { confirmationToken, readConfirmationToken } from '../../../lib/consent/confirmation-token.ts';
import { signToken } from '../../../lib/signing/signed-token.ts';

const secret = Buffer.from('a secret of this test');
const now = Date.parse('2026-03-04T05:06:07.000Z');
const HOUR = 3_600_000;
const { token, expires } = confirmationToken(secret, 'S1', now);

describe('a confirmation token', () => {
  it('names its submission for 72 hours and not a millisecond longer', () => {
    expect(expires).toBe(now + 72 * HOUR);
    expect(readConfirmationToken(secret, token, now)).toEqual({ submissionId: 'S1' });
    expect(readConfirmationToken(secret, token, expires - 1)).toEqual({ submissionId: 'S1' });
    expect(readConfirmationToken(secret, token, expires)).toBe('expired');
  });

  it('is nothing when it is signed with another secret or for another purpose', () => {
    expect(readConfirmationToken(Buffer.from('another secret'), token, now)).toBeUndefined();
    const payload = JSON.stringify({ submissionId: 'S1', expires });
    expect(readConfirmationToken(secret, signToken(secret, 'fill-time', payload), now)).toBeUndefined();
  });

  it('is nothing when its submission or its time was changed', () => {
    const [, signature] = token.split('.');
    for (const payload of [
      { submissionId: 'S2', expires },
      { submissionId: 'S1', expires: expires + 1 },
    ]) {
      const forged = `${Buffer.from(JSON.stringify(payload)).toString('base64url')}.${signature}`;
      expect(readConfirmationToken(secret, forged, now)).toBeUndefined();
    }
  });

  it.each(['', '.', 'x', 'x.y', '%00', token.slice(0, -1)])('is nothing when it reads %j', (text) => {
    expect(readConfirmationToken(secret, text, now)).toBeUndefined();
  });

  it('fits into an address as it is', () => {
    expect(encodeURIComponent(token)).toBe(token);
  });
});
