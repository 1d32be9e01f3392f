import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { readText, sendJson, sendMessage } from './answers.ts';
import { CognitoError, cognitoApi } from './cognito-api.ts';
import { Directory } from './directory.ts';
import { handleLogin } from './login.ts';
import { messagePage } from './login-page.ts';
import { handleLogout } from './logout.ts';
import type { Person } from './person.ts';
import type { ClientDefinition, PoolDefinition } from './pool.ts';
import { signInSecrets } from './signing-key.ts';
import { SignInStore } from './store.ts';
import { buildTokenProvider } from './token-provider.ts';
import { handleUserInfo } from './user-info.ts';

const COGNITO_TARGET = 'AWSCognitoIdentityProviderService.';

export interface SignIn {
  /** http://127.0.0.1:<port>/<pool id>: the discovery document hangs under it. */
  issuer: string;
  /** Where the pool's domain would be (`/oauth2/authorize`, `/logout`, …): http://127.0.0.1:<port> */
  domain: string;
  /** Answers the Cognito Identity Provider API (JSON 1.1). */
  cognitoEndpoint: string;
  stop(): Promise<void>;
}

export interface SignInOptions {
  pool: PoolDefinition;
  clients: ClientDefinition[];
  people: Person[];
  /** Keeps keys, users and refresh tokens. */
  dataDir: string;
  port?: number;
}

/**
 * Starts the stand-in for a Cognito user pool on 127.0.0.1: sign-in pages, tokens, and the API's operations on users. Without
 * a port it takes the one of the last run on this data folder if it is free, because tokens carry it in their issuer.
 */
export async function startSignIn(options: SignInOptions): Promise<SignIn> {
  const store = new SignInStore(options.dataDir);
  const server = createServer();
  const stop = async () => {
    if (server.listening) {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    }
    store.close();
  };
  try {
    const port = await listen(server, options.port, store);
    return { ...serve(server, port, options, store), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serve(server: Server, port: number, options: SignInOptions, store: SignInStore): Omit<SignIn, 'stop'> {
  const domain = `http://127.0.0.1:${port}`;
  const poolPath = `/${options.pool.id}`;
  const issuer = `${domain}${poolPath}`;
  const secrets = signInSecrets(store);
  const directory = new Directory(options.pool, options.people, store);
  const provider = buildTokenProvider({
    ...options,
    issuer,
    domain,
    port,
    directory,
    store,
    secrets,
    renderError: (error) => messagePage('Sign-in is not possible', error.error_description ?? error.error),
  });
  const answerTokens = provider.callback();
  const callApi = cognitoApi(directory, store);

  async function route(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { pathname } = new URL(incoming.url ?? '/', domain);
    const target = incoming.headers['x-amz-target'];
    if (incoming.method === 'POST' && pathname === '/' && typeof target === 'string')
      return api(target, incoming, answer);
    if (pathname === '/logout') return handleLogout(incoming, answer, provider, options.clients);
    if (pathname.startsWith(`${poolPath}/login/`)) return handleLogin(incoming, answer, provider, directory);
    const inPool = pathname.startsWith(`${poolPath}/`) ? pathname.slice(poolPath.length) : pathname;
    if (inPool === '/oauth2/userInfo') {
      return handleUserInfo(incoming, answer, { key: secrets.key, directory, clients: options.clients });
    }
    // The pool's paths are the provider's own, seen from the issuer; the hosted pages' are without the pool's id.
    if (inPool !== pathname || inPool.startsWith('/oauth2/')) {
      const query = (incoming.url ?? '').slice(pathname.length);
      Object.assign(incoming, { originalUrl: `${poolPath}${inPool}${query}`, url: `${inPool}${query}` });
      await answerTokens(incoming, answer);
      return;
    }
    sendMessage(answer, 404, 'Nothing here', 'Start from the application to sign in.');
  }

  async function api(target: string, incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    try {
      const input = z.json().parse(JSON.parse(await readText(incoming)));
      sendJson(answer, 200, callApi(target.slice(COGNITO_TARGET.length), input), headers);
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      sendJson(answer, 400, { __type: error.code, message: error.message }, headers);
    }
  }

  server.on('request', (incoming, answer) => {
    route(incoming, answer).catch((error: unknown) => {
      if (answer.headersSent) answer.destroy();
      else sendMessage(answer, 500, 'Sign-in failed', error instanceof Error ? error.message : String(error));
    });
  });

  return { issuer, domain, cognitoEndpoint: domain };
}

async function listen(server: Server, wanted: number | undefined, store: SignInStore): Promise<number> {
  const kept = z.number().safeParse(store.get('port', 'last'));
  const first = wanted ?? (kept.success ? kept.data : 0);
  let port: number;
  try {
    port = await listenOn(server, first);
  } catch (error) {
    if (wanted !== undefined || first === 0 || !isTaken(error)) throw error;
    // Somebody has the last port by now. Earlier tokens no longer match, which a new sign-in cures.
    port = await listenOn(server, 0);
  }
  store.put('port', 'last', port);
  return port;
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('the sign-in has no port'));
    });
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
