/** A user pool as the template declares it. */
export interface PoolDefinition {
  /** Physical id, shaped like Cognito's: `<region>_<letters>`; it is the last part of the issuer. */
  id: string;
  groups: string[];
  /** AWS::Cognito::UserPoolUser with the groups that UserPoolUserToGroupAttachment gives it. */
  users: { username: string; attributes: Record<string, string>; groups: string[] }[];
  resourceServers: { identifier: string; scopes: string[] }[];
  /** E-mail addresses are usernames (`UsernameAttributes: ['email']`). */
  emailSignIn: boolean;
}

/** An app client of the pool; token lifetimes in seconds, Cognito's defaults when absent. */
export interface ClientDefinition {
  id: string;
  callbackUrls: string[];
  logoutUrls: string[];
  /** AllowedOAuthScopes, e.g. `openid`, `email`, `api/write`. */
  scopes: string[];
  accessTokenSeconds?: number;
  idTokenSeconds?: number;
  refreshTokenSeconds?: number;
}

/** The pool's own scopes, written as Cognito writes them: `<resource server>/<scope>`. */
export function customScopes(pool: PoolDefinition): string[] {
  return pool.resourceServers.flatMap((server) => server.scopes.map((scope) => `${server.identifier}/${scope}`));
}
