import { createHmac, timingSafeEqual } from 'node:crypto';

/** Hex characters of a signature would be wasteful in addresses: 128 bits in base64url. */
const SIGNATURE_BYTES = 16;

const signatureOf = (secret: Buffer, purpose: string, payload: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}\n${payload}`).digest().subarray(0, SIGNATURE_BYTES);

/** Signs a short text for one purpose; a token of another purpose does not pass for it. */
export const signToken = (secret: Buffer, purpose: string, payload: string): string =>
  `${Buffer.from(payload).toString('base64url')}.${signatureOf(secret, purpose, payload).toString('base64url')}`;

/** The text of a token that we signed for the purpose, or `undefined`. */
export const readToken = (secret: Buffer, purpose: string, token: string): string | undefined => {
  const [encoded = '', signature = ''] = token.split('.');
  const payload = Buffer.from(encoded, 'base64url').toString('utf8');
  const expected = signatureOf(secret, purpose, payload);
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected) ? payload : undefined;
};
