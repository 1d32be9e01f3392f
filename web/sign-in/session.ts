import { ErrorResponse, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { createClient } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';

const SIGNED_IN_PATH = '/signed-in';
const anonymous = async () => undefined;
const publicApi = createClient({ fetch: (input, init) => fetch(input, init), token: anonymous, renew: anonymous });

interface Session {
  readonly manager: UserManager;
  readonly clientId: string;
  readonly logoutUrl: string | null;
}

let session: Promise<Session> | undefined;
let renewing: Promise<string | undefined> | undefined;
let ended = () => {};

const openSession = async (): Promise<Session> => {
  const config = await publicApi('GET /v1/config', {});
  // Tokens live as long as the tab does and are never shared between tabs.
  const store = new WebStorageStateStore({ store: window.sessionStorage });
  const manager = new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: location.origin + SIGNED_IN_PATH,
    post_logout_redirect_uri: `${location.origin}/`,
    response_type: 'code',
    scope: config.scope,
    userStore: store,
    stateStore: store,
    // Renewed by the refresh token when a call needs it; no hidden frame, no timer.
    automaticSilentRenew: false,
  });
  return { manager, clientId: config.clientId, logoutUrl: config.logoutUrl };
};

const theSession = (): Promise<Session> => {
  session ??= openSession().catch((error: unknown) => {
    session = undefined;
    throw error;
  });
  return session;
};

const returnAddress = (state: unknown): string => (typeof state === 'string' && /^\/(?!\/)/.test(state) ? state : '/');

/** Tells the page when the session has ended and cannot be renewed. */
export const onSessionEnd = (listener: () => void): void => {
  ended = listener;
};

/**
 * Picks up the session of this tab, finishing a sign-in that has just come back from the provider.
 * Answers whether somebody is signed in; rejects when the provider or the API refuses.
 */
export const startSession = async (): Promise<boolean> => {
  const { manager } = await theSession();
  if (location.pathname === SIGNED_IN_PATH) {
    const parameters = new URLSearchParams(location.search);
    if (parameters.has('code') || parameters.has('error')) {
      try {
        const user = await manager.signinRedirectCallback();
        history.replaceState(null, '', returnAddress(user.state));
        return true;
      } catch (error) {
        history.replaceState(null, '', '/');
        throw error;
      }
    }
    history.replaceState(null, '', '/');
  }
  return (await accessToken()) !== undefined;
};

/** Leaves for the provider's sign-in page and comes back to `returnTo`. */
export const signIn = async (returnTo: string): Promise<void> => {
  const { manager } = await theSession();
  await manager.signinRedirect({ state: returnTo });
};

const forget = async (manager: UserManager): Promise<undefined> => {
  await manager.removeUser();
  ended();
  return undefined;
};

const renew = async (): Promise<string | undefined> => {
  const { manager } = await theSession();
  const user = await manager.getUser();
  if (!user?.refresh_token) return forget(manager);
  let fresh: User | null;
  try {
    fresh = await manager.signinSilent();
  } catch (error) {
    // Only a refused refresh token ends the session; a line that is down does not.
    if (error instanceof ErrorResponse) return forget(manager);
    throw ApiProblem.unreachable(error);
  }
  return fresh?.access_token;
};

/** A fresh access token by the refresh token, one renewal at a time; undefined when the session is over. */
export const renewSession = (): Promise<string | undefined> => {
  renewing ??= renew().finally(() => {
    renewing = undefined;
  });
  return renewing;
};

/** Whether the page is on its way to the provider to sign out. */
let isLeaving = false;

/** The access token, renewed when it has run out; undefined when nobody is signed in. */
export const accessToken = async (): Promise<string | undefined> => {
  const { manager } = await theSession();
  const user = await manager.getUser();
  // What still wants to read waits for a page that is about to go, and is not refused; it may have left while the user was read.
  if (isLeaving) return new Promise(() => undefined);
  if (!user) return undefined;
  return user.expired ? renewSession() : user.access_token;
};

/** Forgets the tokens and ends the provider's session too, where it has a page for that. */
export const signOut = async (): Promise<void> => {
  const { manager, clientId, logoutUrl } = await theSession();
  isLeaving = true;
  await manager.removeUser();
  if (logoutUrl === null) {
    location.assign('/');
    return;
  }
  // https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
  const address = new URL(logoutUrl);
  address.searchParams.set('client_id', clientId);
  address.searchParams.set('logout_uri', `${location.origin}/`);
  location.assign(address);
};
