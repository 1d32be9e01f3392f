import * as z from 'zod';
import { readToken, signToken } from '../signing/signed-token.ts';

const PURPOSE = 'confirm-consent';

/** Hours for which a confirmation link is good. */
export const CONFIRMATION_HOURS = 72;
const LIFETIME = CONFIRMATION_HOURS * 3_600_000;

const payload = z.object({
  submissionId: z.string(),
  /** Milliseconds since the epoch. */
  expires: z.number(),
});

/** A token that lets its holder confirm the consents of one submission, and when it expires; times in milliseconds since the epoch. */
export const confirmationToken = (
  secret: Buffer,
  submissionId: string,
  now: number,
): { token: string; expires: number } => {
  const expires = now + LIFETIME;
  return { token: signToken(secret, PURPOSE, JSON.stringify({ submissionId, expires })), expires };
};

/** The submission that a token is about, `expired` for one that was good once, or `undefined` for what we never signed for this. */
export const readConfirmationToken = (
  secret: Buffer,
  token: string,
  now: number,
): { submissionId: string } | 'expired' | undefined => {
  const signed = readToken(secret, PURPOSE, token);
  if (signed === undefined) return undefined;
  const { submissionId, expires } = payload.parse(JSON.parse(signed));
  return expires > now ? { submissionId } : 'expired';
};
