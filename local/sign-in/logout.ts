import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { z } from 'zod';
import { sendMessage } from './answers.ts';
import { isLoopback } from './loopback.ts';
import type { ClientDefinition } from './pool.ts';

const idToken = z.object({ aud: z.string() });

/**
 * Ends the browser's session and goes to the client's sign-out address. Takes Cognito's form (`client_id`, `logout_uri`:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html) and OpenID's (`id_token_hint` or `client_id`,
 * `post_logout_redirect_uri`, `state`). Refresh tokens live on, as with Cognito.
 */
export async function handleLogout(
  incoming: IncomingMessage,
  answer: ServerResponse,
  provider: Provider,
  clients: ClientDefinition[],
): Promise<void> {
  const asked = new URL(incoming.url ?? '', 'http://localhost').searchParams;
  const clientId = asked.get('client_id') ?? clientOfHint(asked.get('id_token_hint'));
  const client = clients.find((known) => known.id === clientId);
  const target = asked.get('logout_uri') ?? asked.get('post_logout_redirect_uri');
  if (client === undefined || (target !== null && !client.logoutUrls.includes(target) && !isLoopback(target))) {
    sendMessage(
      answer,
      400,
      'Sign-out refused',
      'The client or its sign-out address is not one that the user pool knows.',
    );
    return;
  }
  const session = await provider.Session.get(provider.createContext(incoming, answer));
  await session.destroy();
  if (target === null) {
    sendMessage(answer, 200, 'Signed out', 'You can close this page.');
    return;
  }
  const location = new URL(target);
  const state = asked.get('state');
  if (state !== null) location.searchParams.set('state', state);
  answer.writeHead(302, { location: location.href, 'cache-control': 'no-store' });
  answer.end();
}

// The hint only names the client; what it may do is decided by the client's own addresses.
function clientOfHint(token: string | null): string | undefined {
  try {
    return idToken.parse(JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8'))).aud;
  } catch {
    // A hint that cannot be read names nobody.
    return undefined;
  }
}
