import type { IncomingMessage } from 'node:http';
import type { Functions, LambdaFunction } from '../lambda/functions.ts';
import type { ApiDefinition, AuthorizerDefinition, RouteDefinition } from './api-definition.ts';
import { createJwtAuthorizer, type VerifiedToken } from './jwt-authorizer.ts';
import { createRequestEvent } from './request-event.ts';
import { type GatewayResponse, ownAnswer, readFunctionAnswer } from './response.ts';
import { createRouteTable, decodePath } from './route-table.ts';
import { createSite } from './site.ts';
import { createThrottle } from './throttle.ts';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const bodyLimitBytes = 10 * 1000 * 1000;
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const eventLimitBytes = 6 * 1024 * 1024;

interface ServedRoute extends RouteDefinition {
  handler: LambdaFunction;
  authorize: ((token: string) => ReturnType<ReturnType<typeof createJwtAuthorizer>>) | undefined;
  takeToken: () => boolean;
}

/** Gives the answer to a request; rejects when the client goes away before its request is complete. */
export type Responder = (request: IncomingMessage) => Promise<GatewayResponse>;

/** Gives the body; undefined when there is none, false when it is longer than the gateway takes. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined | false> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if ((length === undefined || length === '0') && encoding === undefined) return Promise.resolve(undefined);
  if (Number(length) > bodyLimitBytes) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyLimitBytes) {
        request.removeAllListeners('data');
        resolve(false);
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

const firstSegment = (path: string): string => path.split('/')[1] ?? '';

export interface BesideRoutes {
  /** Folder of static files for what no route matches. */
  site?: string | undefined;
  /** Pages of the local run itself, which come before routes and site; undefined for every path that is none of theirs. */
  ownPages?: (method: string, path: string) => GatewayResponse | undefined;
}

/** Gives what answers the requests of an API: its routes, and what stands beside them. */
export function createResponder(
  api: ApiDefinition,
  functions: Functions,
  { site: siteFolder, ownPages }: BesideRoutes = {},
): Responder {
  const authorizers = new Map<string, ReturnType<typeof createJwtAuthorizer>>();
  const authorizerOf = (definition: AuthorizerDefinition | undefined) => {
    if (definition === undefined) return undefined;
    const key = JSON.stringify(definition);
    const authorizer = authorizers.get(key) ?? createJwtAuthorizer(definition);
    authorizers.set(key, authorizer);
    return authorizer;
  };
  const stageThrottle = createThrottle(api.throttle);
  const findRoute = createRouteTable(
    api.routes.map((route): ServedRoute => {
      const handler = functions.byArn(route.functionArn);
      if (handler === undefined) throw new Error(`Route ${route.routeKey} leads to no function of the assembly`);
      const takeToken = route.throttle === undefined ? stageThrottle : createThrottle(route.throttle);
      return { ...route, handler, authorize: authorizerOf(route.authorizer), takeToken };
    }),
  );
  const site = siteFolder === undefined ? undefined : createSite(siteFolder);
  // Below a first segment that routes use, the API answers alone: a mistyped route must not look like a page.
  const ofApi = new Set(api.routes.map((route) => firstSegment(route.routeKey.split(' ')[1] ?? '')));
  const prefix = api.stage === '$default' ? '' : `/${api.stage}`;

  async function authorized(route: ServedRoute, request: IncomingMessage): Promise<VerifiedToken | GatewayResponse> {
    const token = request.headers.authorization?.replace(/^Bearer +/i, '') ?? '';
    if (token === '' || route.authorize === undefined) return ownAnswer(401, { 'www-authenticate': 'Bearer' });
    const verified = await route.authorize(token);
    if ('reason' in verified) {
      const challenge = `Bearer scope="" error="invalid_token" error_description="${verified.reason}"`;
      return ownAnswer(401, { 'www-authenticate': challenge });
    }
    if (route.scopes.length > 0 && !route.scopes.some((scope) => verified.scopes.includes(scope))) {
      const challenge = `Bearer scope="${route.scopes.join(' ')}" error="insufficient_scope"`;
      return ownAnswer(403, { 'www-authenticate': challenge });
    }
    return verified;
  }

  return async (request) => {
    const url = request.url ?? '/';
    const method = request.method ?? 'GET';
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    const ownPage = ownPages?.(method, path);
    if (ownPage !== undefined) return ownPage;
    const inStage = path.startsWith(`${prefix}/`) || path === prefix;
    const match = inStage ? findRoute(method, path.slice(prefix.length) || '/') : undefined;
    if (match === undefined) {
      const isRead = (method === 'GET' || method === 'HEAD') && !ofApi.has(firstSegment(path));
      const file = isRead ? await site?.(path, request.headers['if-none-match']) : undefined;
      return file ?? ownAnswer(404);
    }
    const { route, parameters } = match;
    if (!route.takeToken()) return ownAnswer(429);
    const token = route.authorizer === undefined ? undefined : await authorized(route, request);
    if (token !== undefined && 'statusCode' in token) return token;
    const body = await readBody(request);
    if (body === false || (body !== undefined && body.length > eventLimitBytes)) {
      return ownAnswer(413, body === false ? { connection: 'close' } : {});
    }
    const event = createRequestEvent({
      request,
      routeKey: route.routeKey,
      path: decodePath(path),
      query: mark < 0 ? '' : url.slice(mark + 1),
      pathParameters: parameters,
      body,
      token,
      routeScopes: route.scopes,
      apiId: api.id,
      stage: api.stage,
    });
    const result = await answerInTime(route, event);
    if (result.kind === 'error') return ownAnswer(500);
    if (result.kind !== 'success') return ownAnswer(503);
    const answer = readFunctionAnswer(result.value) ?? ownAnswer(500);
    answer.headers['apigw-requestid'] = event.requestContext.requestId;
    return answer;
  };
}

/** Waits for the function at most as long as the integration does; the function itself goes on, as in the cloud. */
async function answerInTime(route: ServedRoute, event: unknown) {
  const result = route.handler.invoke(event);
  if (route.handler.definition.timeoutMs < route.timeoutMs) return result;
  const late = Promise.withResolvers<{ kind: 'timeout' }>();
  const timer = setTimeout(() => late.resolve({ kind: 'timeout' }), route.timeoutMs);
  try {
    return await Promise.race([result, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
