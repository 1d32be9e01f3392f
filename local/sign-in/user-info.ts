import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { sendJson } from './answers.ts';
import { type Directory, displayName } from './directory.ts';
import { isLoopback } from './loopback.ts';
import type { ClientDefinition } from './pool.ts';
import { type SignInSecrets, verifiedPayload } from './signing-key.ts';

const accessToken = z.object({ token_use: z.literal('access'), sub: z.string(), scope: z.string(), exp: z.number() });

/**
 * Says who an access token with the scope `openid` belongs to, with the user pool's attributes.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export function handleUserInfo(
  incoming: IncomingMessage,
  answer: ServerResponse,
  context: { key: SignInSecrets['key']; directory: Directory; clients: ClientDefinition[] },
): void {
  const cors = corsHeaders(incoming.headers.origin, context.clients);
  if (incoming.method === 'OPTIONS') {
    answer.writeHead(204, {
      ...cors,
      'access-control-allow-headers': 'authorization',
      'access-control-allow-methods': 'GET, POST',
    });
    answer.end();
    return;
  }
  const bearer = /^Bearer (.+)$/i.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
  const token = accessToken.safeParse(verifiedPayload(bearer, context.key));
  const user = token.success ? context.directory.bySub(token.data.sub) : undefined;
  const valid = token.success && token.data.exp > Date.now() / 1000 && token.data.scope.split(' ').includes('openid');
  if (!valid || !user?.enabled) {
    const challenge =
      'error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."';
    sendJson(answer, 401, { error: 'invalid_token' }, { ...cors, 'www-authenticate': challenge });
    return;
  }
  const claims = { sub: user.sub, username: user.username, name: displayName(user), ...user.attributes };
  sendJson(answer, 200, claims, cors);
}

function corsHeaders(origin: string | undefined, clients: ClientDefinition[]): Record<string, string> {
  const declared = clients.some((client) => client.callbackUrls.some((url) => URL.parse(url)?.origin === origin));
  return origin !== undefined && (declared || isLoopback(origin))
    ? { 'access-control-allow-origin': origin, vary: 'Origin' }
    : {};
}
