import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { VerifiedToken } from './jwt-authorizer.ts';

export interface RequestParts {
  request: IncomingMessage;
  routeKey: string;
  /** Path without the query, decoded: HTTP APIs decode it in `rawPath` too, as REST APIs do not. */
  path: string;
  query: string;
  pathParameters: Record<string, string> | undefined;
  body: Buffer | undefined;
  token: VerifiedToken | undefined;
  /** Scopes that the route asks for. */
  routeScopes: readonly string[];
  apiId: string;
  stage: string;
}

/** Headers that end at the gateway, or that the event carries elsewhere. */
const notForwarded = new Set(['connection', 'keep-alive', 'transfer-encoding', 'expect', 'upgrade', 'cookie']);

const textTypes = /^(text\/|application\/(json|javascript|xml)|[^;]*\+(json|xml))/i;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Gives a time in the form of a common log, in UTC: `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(now: Date): string {
  const [day, clock] = now.toISOString().split('T');
  const [year, month, date] = (day ?? '').split('-');
  return `${date}/${months[Number(month) - 1]}/${year}:${clock?.slice(0, 8)} +0000`;
}

function readHeaders(raw: readonly string[]): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toLowerCase() ?? '';
    const value = raw[index + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/; */).filter((cookie) => cookie !== ''));
    if (notForwarded.has(name)) continue;
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : `${earlier},${value}`;
  }
  return { headers, cookies };
}

function readQuery(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = parameters[name];
    parameters[name] = earlier === undefined ? value : `${earlier},${value}`;
  }
  return parameters;
}

/**
 * Gives the event of an HTTP API in payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function createRequestEvent(parts: RequestParts) {
  const { request, body, token } = parts;
  const { headers, cookies } = readHeaders(request.rawHeaders);
  const now = new Date();
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  const forwardedFor = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = forwardedFor === undefined ? sourceIp : `${forwardedFor}, ${sourceIp}`;
  headers['x-forwarded-port'] ??= String(request.socket.localPort);
  headers['x-forwarded-proto'] ??= 'http';
  const domainName = headers.host ?? '127.0.0.1';
  const isText = body !== undefined && textTypes.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: parts.routeKey,
    rawPath: parts.path,
    rawQueryString: parts.query,
    cookies: cookies.length > 0 ? cookies : undefined,
    headers,
    queryStringParameters: readQuery(parts.query),
    requestContext: {
      accountId: '000000000000',
      apiId: parts.apiId,
      authorizer:
        token === undefined
          ? undefined
          : { jwt: { claims: token.claims, scopes: parts.routeScopes.length > 0 ? token.scopes : null } },
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: request.method,
        path: parts.path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: parts.routeKey,
      stage: parts.stage,
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    pathParameters: parts.pathParameters,
    body: body?.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: body !== undefined && !isText,
  };
}
