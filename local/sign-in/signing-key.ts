import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { z } from 'zod';
import type { SignInStore } from './store.ts';

const jwk = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string(), d: z.string() });
const secrets = z.object({ key: jwk, cookieKey: z.string() });
const header = z.object({ alg: z.literal('RS256'), kid: z.string() });

/** A private key as JWK, and the key that signs cookies. */
export type SignInSecrets = z.infer<typeof secrets>;

/** The keys of this data folder, made at the first start: tokens and sessions outlive a restart. */
export function signInSecrets(store: SignInStore): SignInSecrets {
  const kept = secrets.safeParse(store.get('secrets', 'current'));
  if (kept.success) return kept.data;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const made = secrets.parse({
    key: {
      ...privateKey.export({ format: 'jwk' }),
      kid: randomBytes(16).toString('base64url'),
      use: 'sig',
      alg: 'RS256',
    },
    cookieKey: randomBytes(32).toString('base64url'),
  });
  store.put('secrets', 'current', made);
  return made;
}

/** The payload of a token that this key signed; undefined when it did not, or when the text is no token. */
export function verifiedPayload(token: string, key: SignInSecrets['key']): unknown {
  const [head, body, signature, ...rest] = token.split('.');
  if (!head || !body || !signature || rest.length > 0) return undefined;
  try {
    const { kid } = header.parse(JSON.parse(Buffer.from(head, 'base64url').toString('utf8')));
    if (kid !== key.kid) return undefined;
    const publicKey = createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e }, format: 'jwk' });
    const signed = Buffer.from(`${head}.${body}`);
    if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))) return undefined;
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  } catch {
    // Whatever cannot be read as a token is none of ours.
    return undefined;
  }
}
