import { readToken, signToken } from '../signing/signed-token.ts';
import type { Suspicion } from './suspicion.ts';

const PURPOSE = 'fill-time';

/** Milliseconds for which a shown form may be filled in: a day. */
const LONGEST = 86_400_000;

/** A token that says when a form was shown. */
export const fillTimeToken = (secret: Buffer, formId: string, now: number): string =>
  signToken(secret, PURPOSE, `${formId} ${now}`);

interface Rules {
  readonly formId: string;
  /** Seconds. */
  readonly minimumSeconds: number;
  readonly tokenRequired: boolean;
}

/** What is wrong with the token of a post, or `undefined`. */
export const judgeFillTime = (
  secret: Buffer,
  token: string | undefined,
  { formId, minimumSeconds, tokenRequired }: Rules,
  now: number,
): Suspicion | undefined => {
  if (token === undefined) return tokenRequired ? 'no-token' : undefined;
  const [shownForm, shownAt] = readToken(secret, PURPOSE, token)?.split(' ') ?? [];
  const age = now - Number(shownAt);
  if (shownForm !== formId || !(age >= 0)) return 'forged-token';
  if (age < minimumSeconds * 1000) return 'too-fast';
  return age > LONGEST ? 'stale-token' : undefined;
};
