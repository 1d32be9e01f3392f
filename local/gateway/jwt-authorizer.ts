import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { z } from 'zod';
import type { AuthorizerDefinition } from './api-definition.ts';

/** A token that passed, as it appears in `requestContext.authorizer.jwt` of the event. */
export interface VerifiedToken {
  claims: Record<string, string>;
  scopes: readonly string[];
}

/** Says why a token did not pass, for the WWW-Authenticate header. */
export interface RefusedToken {
  reason: string;
}

const discoverySchema = z.looseObject({ issuer: z.string(), jwks_uri: z.string() });
const claimsSchema = z.looseObject({
  exp: z.number(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  client_id: z.string().optional(),
  scope: z.string().optional(),
  scp: z.union([z.string(), z.array(z.string())]).optional(),
});

/** How many verified tokens are remembered, so that a client's next request costs no signature check. */
const rememberedTokens = 1000;

/** Claims are text for the function, a list is `[a b]`, as API Gateway writes them. */
function render(claim: unknown): string {
  if (Array.isArray(claim)) return `[${claim.map(String).join(' ')}]`;
  return typeof claim === 'object' ? JSON.stringify(claim) : String(claim);
}

/**
 * Gives a function that checks a bearer token as API Gateway does: RSA signature by the issuer's published keys, issuer,
 * exp and nbf, and `aud` or, without one, `client_id` among the audience.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function createJwtAuthorizer(
  definition: AuthorizerDefinition,
): (token: string) => Promise<VerifiedToken | RefusedToken> {
  const remembered = new Map<string, { verified: VerifiedToken; expires: number }>();

  async function discover() {
    const response = await fetch(`${definition.issuer}/.well-known/openid-configuration`);
    const { jwks_uri } = discoverySchema.parse(await response.json());
    // The library's own fetcher speaks https only, the local issuer http.
    const jwksCache = new SimpleJwksCache({
      fetcher: { fetch: async (uri) => (await fetch(uri)).arrayBuffer() },
    });
    return JwtVerifier.create({ issuer: definition.issuer, audience: null, jwksUri: jwks_uri }, { jwksCache });
  }
  let verifier: ReturnType<typeof discover> | undefined;

  async function verify(token: string): Promise<VerifiedToken | RefusedToken> {
    verifier ??= discover();
    let claims: z.infer<typeof claimsSchema>;
    try {
      claims = claimsSchema.parse(await (await verifier).verify(token));
    } catch (error) {
      // An issuer that did not answer is asked again for the next token.
      verifier.catch(() => {
        verifier = undefined;
      });
      return { reason: error instanceof Error ? error.name : 'invalid token' };
    }
    const audience = claims.aud ?? claims.client_id ?? [];
    if (![audience].flat().some((entry) => definition.audience.includes(entry))) {
      return { reason: 'the token has the wrong audience' };
    }
    const scopes = [claims.scope?.split(' ') ?? claims.scp ?? []].flat();
    const rendered = Object.fromEntries(Object.entries(claims).map(([name, claim]) => [name, render(claim)]));
    const verified = { claims: rendered, scopes };
    if (remembered.size >= rememberedTokens) remembered.clear();
    remembered.set(token, { verified, expires: claims.exp * 1000 });
    return verified;
  }

  return async (token) => {
    const known = remembered.get(token);
    if (known !== undefined && known.expires > Date.now()) return known.verified;
    remembered.delete(token);
    return verify(token);
  };
}
