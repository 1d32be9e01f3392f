import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';

export interface TokenIssuer {
  /** What its tokens name as their issuer, and where its keys are found. */
  readonly url: string;
  /** Gives an access token that is good for a minute but for what the claims say, signed with the issuer's key or another. */
  tokenOf(claims: Record<string, unknown>, key?: KeyObject): string;
  stop(): Promise<void>;
}

/** Starts an issuer of tokens that has one key and lets itself be discovered. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let url = '';
  const server = createServer((request, response) => {
    const isDiscovery = request.url === '/pool/.well-known/openid-configuration';
    const key = { ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isDiscovery ? { issuer: url, jwks_uri: `${url}/keys` } : { keys: [key] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the issuer has no port');
  url = `http://127.0.0.1:${address.port}/pool`;
  return {
    url,
    tokenOf(claims, key = privateKey) {
      const now = Math.floor(Date.now() / 1000);
      const part = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
      const payload = { iss: url, client_id: 'client', sub: 'somebody', iat: now, exp: now + 60, ...claims };
      const content = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(payload)}`;
      return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
