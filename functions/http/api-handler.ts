import middy, { type MiddyfiedHandler } from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { type RouteDeclaration, type RouteTable, routeKey } from '../../lib/contract/route.ts';
import { environment } from '../../lib/environment.ts';
import { logError } from '../log.ts';
import { callerOf } from './caller.ts';
import { checkRequest } from './check-request.ts';
import { type Endpoint, endpointsOf, type Handlers, successOf } from './endpoint.ts';
import { problemPage } from './problem-page.ts';
import { BadRequest, type HttpResponse, isOurFault, problemResponse } from './problem-response.ts';

type Request = { readonly event: APIGatewayProxyEventV2; readonly context: Context; error: unknown; response: unknown };

/** Headers that an answer carries whether it succeeds or not. */
type HeadersOf = (event: APIGatewayProxyEventV2) => Promise<Readonly<Record<string, string>>>;

/** The last word on every error: a problem document, or a page where the route answers with pages, and a log line when it is our fault. */
const problems = (headersOf: HeadersOf, routeOf: (event: APIGatewayProxyEventV2) => RouteDeclaration | undefined) => ({
  onError: async (request: Request) => {
    const response = problemResponse(request.error);
    if (isOurFault(response)) {
      logError('request failed', request.error, {
        route: request.event.routeKey,
        requestId: request.context.awsRequestId,
      });
    }
    const { headers, ...rest } = routeOf(request.event)?.answers === 'text/html' ? problemPage(response) : response;
    request.response = { ...rest, headers: { ...headers, ...(await headersOf(request.event)) } };
  },
});

const isPublicOnly = (endpoints: readonly Endpoint[]): boolean =>
  endpoints.every(({ route }) => route.access === 'public');

const written = ({ answers }: RouteDeclaration, body: unknown): string =>
  answers && typeof body === 'string' ? body : JSON.stringify(body);

/** The one way to make an API function: routes, their handlers, and everything around them. */
export const apiHandler = <T extends RouteTable>(
  routes: T,
  handlers: Handlers<T>,
  headersOf: HeadersOf = async () => ({}),
): MiddyfiedHandler<APIGatewayProxyEventV2, HttpResponse> => {
  const endpoints = endpointsOf(routes, handlers);
  const byKey = new Map(endpoints.map((endpoint) => [routeKey(endpoint.route), endpoint]));
  const clientIds = isPublicOnly(endpoints) ? [] : environment.clientIds();

  const answer = async (event: APIGatewayProxyEventV2): Promise<HttpResponse> => {
    const endpoint = byKey.get(event.routeKey);
    if (!endpoint) throw new BadRequest(400, 'unknown-route', 'There is no such route.');
    const { route, call } = endpoint;
    const answered = await call(await checkRequest(route, event, callerOf(route, event, clientIds)));
    const { body, version, headers } = answered;
    const { status, schema } = successOf(route, answered.status);
    return {
      statusCode: status,
      headers: {
        ...(schema && { 'content-type': route.answers ? `${route.answers}; charset=utf-8` : 'application/json' }),
        'cache-control': 'no-store',
        ...(version !== undefined && { etag: `"${version}"` }),
        ...(await headersOf(event)),
        ...headers,
      },
      // Parsed on the way out, so that nothing leaves that the contract does not name.
      body: schema ? written(route, schema.parse(body)) : '',
    };
  };
  return middy<APIGatewayProxyEventV2, HttpResponse>()
    .use(problems(headersOf, ({ routeKey: key }) => byKey.get(key)?.route))
    .handler(answer);
};
