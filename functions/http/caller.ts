import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteDeclaration } from '../../lib/contract/route.ts';
import { SluiceError } from '../../lib/errors.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { roleOf } from '../../lib/users/role.ts';

const forbidden = (message: string): SluiceError => new SluiceError('forbidden', 'forbidden', message);

type Claims = Readonly<Record<string, unknown>>;

const claimsOf = (event: APIGatewayProxyEventV2): Claims => {
  const context: object = event.requestContext;
  if (!('authorizer' in context) || typeof context.authorizer !== 'object' || context.authorizer === null) return {};
  if (!('jwt' in context.authorizer) || typeof context.authorizer.jwt !== 'object' || context.authorizer.jwt === null)
    return {};
  if (!('claims' in context.authorizer.jwt)) return {};
  const { claims } = context.authorizer.jwt;
  return typeof claims === 'object' && claims !== null ? { ...claims } : {};
};

/** API Gateway hands an array claim over as text in brackets, such as `[admin rep]`. */
const groupsIn = (claim: unknown): string[] =>
  String(claim ?? '')
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/);

/**
 * Who calls a route, from the token that the gateway checked. Only access tokens count: the gateway takes ID tokens as well
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html), so type and client are checked again here. Errors: `forbidden`.
 */
export const callerOf = (
  route: RouteDeclaration,
  event: APIGatewayProxyEventV2,
  clientIds: readonly string[],
): Actor | undefined => {
  if (route.access === 'public') return undefined;
  const { sub, username, token_use: use, client_id: client, 'cognito:groups': groups } = claimsOf(event);
  if (typeof sub !== 'string' || use !== 'access' || !clientIds.includes(String(client))) {
    throw forbidden('This needs an access token of this application.');
  }
  const role = roleOf(groupsIn(groups));
  if (!role || !route.access.includes(role)) throw forbidden('Your role does not allow this.');
  return { id: sub, role, username: typeof username === 'string' ? username : sub };
};
