import {
  type Adapter,
  type AdapterPayload,
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import { type Directory, displayName, type User } from './directory.ts';
import { isLoopback } from './loopback.ts';
import { type ClientDefinition, customScopes, type PoolDefinition } from './pool.ts';
import type { SignInSecrets } from './signing-key.ts';
import type { SignInStore } from './store.ts';

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
const STANDARD_SCOPES = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];
// Defaults: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
const HOUR = 60 * 60;
const REFRESH_TOKEN_SECONDS = 30 * 24 * HOUR;
// https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
const CODE_SECONDS = 5 * 60;
// https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login.html
const BROWSER_SESSION_SECONDS = HOUR;

/** Builds the OpenID provider that issues tokens as the user pool would: codes with PKCE, refresh tokens, RS256. */
export function buildTokenProvider(options: {
  issuer: string;
  domain: string;
  port: number;
  pool: PoolDefinition;
  clients: ClientDefinition[];
  directory: Directory;
  store: SignInStore;
  secrets: SignInSecrets;
  renderError(error: { error: string; error_description?: string | undefined }): string;
}): Provider {
  const { issuer, domain, pool, clients, directory, store, secrets } = options;
  const byId = new Map(clients.map((client) => [client.id, client]));
  const scopes = [...STANDARD_SCOPES, ...customScopes(pool)];
  const secondsOf = (clientId: string, kind: 'accessTokenSeconds' | 'idTokenSeconds' | 'refreshTokenSeconds') =>
    byId.get(clientId)?.[kind] ?? (kind === 'refreshTokenSeconds' ? REFRESH_TOKEN_SECONDS : HOUR);
  const enabled = (sub: string): User | undefined => {
    const user = directory.bySub(sub);
    return user?.enabled ? user : undefined;
  };

  const configuration: Configuration = {
    adapter: (kind) => adapterFor(kind, store),
    jwks: { keys: [secrets.key] },
    clients: clients.map((client) => ({
      client_id: client.id,
      token_endpoint_auth_method: 'none',
      application_type: 'web',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: client.callbackUrls.length > 0 ? client.callbackUrls : [`${domain}/no-callback`],
      scope: client.scopes.join(' '),
      require_auth_time: true,
      id_token_signed_response_alg: 'RS256',
    })),
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      revocation: '/oauth2/revoke',
      jwks: '/.well-known/jwks.json',
    },
    discovery: { userinfo_endpoint: `${issuer}/oauth2/userInfo`, end_session_endpoint: `${domain}/logout` },
    scopes,
    claims: {
      openid: ['sub', 'email', 'email_verified', 'name', 'cognito:username', 'cognito:groups', 'token_use'],
      email: [],
      phone: [],
      profile: [],
    },
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    cookies: {
      keys: [secrets.cookieKey],
      // Cookies know no ports: without the port in their names two stacks on one machine would take each other's.
      names: {
        session: `_session_${options.port}`,
        interaction: `_interaction_${options.port}`,
        resume: `_resume_${options.port}`,
      },
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true },
      // The one resource is what turns opaque access tokens into signed ones that carry the pool's own scopes.
      resourceIndicators: {
        enabled: true,
        defaultResource: () => issuer,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: scopes.join(' '),
          audience: issuer,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt(_ctx, _token, parts) {
          // Cognito's access tokens name no audience. The provider insists on one, so it stays where JSON does not see it.
          Object.defineProperty(parts.payload, 'aud', { enumerable: false });
          parts.header = { ...parts.header, typ: undefined };
        },
      },
    },
    extraParams: {
      // The provider passes over a scope that it does not know; a user pool refuses the request.
      scope(_ctx, asked, client) {
        const allowed = byId.get(client.clientId)?.scopes ?? [];
        const unknown = asked?.split(' ').find((scope) => !allowed.includes(scope));
        if (unknown !== undefined) throw new errors.InvalidScope('requested scope is not allowed', unknown);
      },
    },
    pkce: { required: () => true },
    interactions: { url: (_ctx, interaction) => `${new URL(issuer).pathname}/login/${interaction.uid}` },
    findAccount: (_ctx, sub) => {
      const user = enabled(sub);
      return user && { accountId: sub, claims: () => ({ sub, ...idTokenClaims(user) }) };
    },
    extraTokenClaims: (ctx, token) => {
      const user = 'accountId' in token && token.accountId ? enabled(token.accountId) : undefined;
      return user && { ...accessTokenClaims(user), auth_time: authTimeOf(ctx) };
    },
    loadExistingGrant: (ctx) => grantEverything(ctx, issuer, scopes),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: false,
    // Refresh tokens of a pool live on when the browser's session ends.
    expiresWithSession: () => false,
    clientBasedCORS: (_ctx, origin, client) =>
      isLoopback(origin) ||
      (byId.get(client.clientId)?.callbackUrls.some((url) => URL.parse(url)?.origin === origin) ?? false),
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = options.renderError(out);
    },
    ttl: {
      AccessToken: (_ctx, _token, client) => secondsOf(client.clientId, 'accessTokenSeconds'),
      IdToken: (_ctx, _token, client) => secondsOf(client.clientId, 'idTokenSeconds'),
      RefreshToken: (_ctx, _token, client) => secondsOf(client.clientId, 'refreshTokenSeconds'),
      AuthorizationCode: CODE_SECONDS,
      Interaction: HOUR,
      Session: BROWSER_SESSION_SECONDS,
      Grant: Math.max(HOUR, ...clients.map((client) => secondsOf(client.id, 'refreshTokenSeconds'))),
    },
  };
  const provider = new Provider(issuer, configuration);
  allowLoopbackRedirects(provider);
  return provider;
}

function idTokenClaims(user: User) {
  return {
    email: user.attributes.email,
    email_verified: user.attributes.email_verified === 'true',
    name: displayName(user),
    'cognito:username': user.username,
    ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
    token_use: 'id',
  };
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
function accessTokenClaims(user: User) {
  return {
    ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
    token_use: 'access',
    version: 2,
    username: user.username,
  };
}

function authTimeOf(ctx: KoaContextWithOIDC): number | undefined {
  return ctx.oidc.entities.AuthorizationCode?.authTime ?? ctx.oidc.entities.RefreshToken?.authTime;
}

// A user pool asks nobody for consent to its own clients: everything that the client may ask for is granted.
async function grantEverything(ctx: KoaContextWithOIDC, resource: string, scopes: string[]) {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const earlier = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = earlier ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scopes.join(' '));
  grant.addResourceScope(resource, scopes.join(' '));
  await grant.save();
  return grant;
}

function allowLoopbackRedirects(provider: Provider): void {
  const prototype = provider.Client.prototype;
  const { redirectUriAllowed } = prototype;
  prototype.redirectUriAllowed = function (uri) {
    return isLoopback(uri) || redirectUriAllowed.call(this, uri);
  };
}

function adapterFor(kind: string, store: SignInStore): Adapter {
  const payloadOf = (value: unknown) => (isPayload(value) ? value : undefined);
  return {
    async upsert(id, payload, seconds) {
      store.put(kind, id, payload, {
        ...(seconds !== undefined && { seconds }),
        uid: payload.uid,
        grantId: kind === 'Grant' ? undefined : payload.grantId,
      });
    },
    async find(id) {
      return payloadOf(store.get(kind, id));
    },
    async findByUid(uid) {
      return payloadOf(store.byUid(kind, uid));
    },
    async findByUserCode() {
      // Only the device flow has user codes, and it is off.
      return undefined;
    },
    async consume(id) {
      const payload = payloadOf(store.get(kind, id));
      if (payload !== undefined) store.replace(kind, id, { ...payload, consumed: Math.floor(Date.now() / 1000) });
    },
    async destroy(id) {
      store.remove(kind, id);
    },
    async revokeByGrantId(grantId) {
      store.removeGrant(grantId);
    },
  };
}

function isPayload(value: unknown): value is AdapterPayload {
  return typeof value === 'object' && value !== null;
}
