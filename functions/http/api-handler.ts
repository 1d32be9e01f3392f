import middy, { type MiddyfiedHandler } from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { type RouteTable, routeKey } from '../../lib/contract/route.ts';
import { environment } from '../../lib/environment.ts';
import { logError } from '../log.ts';
import { callerOf } from './caller.ts';
import { checkRequest } from './check-request.ts';
import { type Endpoint, endpointsOf, type Handlers, successOf } from './endpoint.ts';
import { BadRequest, type HttpResponse, isOurFault, problemResponse } from './problem-response.ts';

type Request = { readonly event: APIGatewayProxyEventV2; readonly context: Context; error: unknown; response: unknown };

/** Headers that an answer carries whether it succeeds or not. */
type HeadersOf = (event: APIGatewayProxyEventV2) => Readonly<Record<string, string>>;

/** The last word on every error: a problem document, and a log line when it is our fault. */
const problems = (headersOf: HeadersOf) => ({
  onError: (request: Request) => {
    const response = problemResponse(request.error);
    if (isOurFault(response)) {
      logError('request failed', request.error, {
        route: request.event.routeKey,
        requestId: request.context.awsRequestId,
      });
    }
    request.response = { ...response, headers: { ...response.headers, ...headersOf(request.event) } };
  },
});

const isPublicOnly = (endpoints: readonly Endpoint[]): boolean =>
  endpoints.every(({ route }) => route.access === 'public');

/** The one way to make an API function: routes, their handlers, and everything around them. */
export const apiHandler = <T extends RouteTable>(
  routes: T,
  handlers: Handlers<T>,
  headersOf: HeadersOf = () => ({}),
): MiddyfiedHandler<APIGatewayProxyEventV2, HttpResponse> => {
  const endpoints = endpointsOf(routes, handlers);
  const byKey = new Map(endpoints.map((endpoint) => [routeKey(endpoint.route), endpoint]));
  const clientIds = isPublicOnly(endpoints) ? [] : environment.clientIds();

  const answer = async (event: APIGatewayProxyEventV2): Promise<HttpResponse> => {
    const endpoint = byKey.get(event.routeKey);
    if (!endpoint) throw new BadRequest(400, 'unknown-route', 'There is no such route.');
    const { route, call } = endpoint;
    const { body, version, headers } = await call(checkRequest(route, event, callerOf(route, event, clientIds)));
    const { status, schema } = successOf(route);
    return {
      statusCode: status,
      headers: {
        ...(schema && { 'content-type': 'application/json' }),
        'cache-control': 'no-store',
        ...(version !== undefined && { etag: `"${version}"` }),
        ...headersOf(event),
        ...headers,
      },
      // Parsed on the way out, so that nothing leaves that the contract does not name.
      body: schema ? JSON.stringify(schema.parse(body)) : '',
    };
  };
  return middy<APIGatewayProxyEventV2, HttpResponse>().use(problems(headersOf)).handler(answer);
};
