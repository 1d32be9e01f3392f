import type { APIGatewayProxyEventV2 } from 'aws-lambda';

interface Ask {
  readonly routeKey: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  /** Claims of the token that the gateway checked; none on a public route. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Claims of an access token of a rep, as API Gateway hands them over. */
export const aClaimSet = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  sub: 'user-ada',
  username: 'ada',
  token_use: 'access',
  client_id: 'client-web',
  'cognito:groups': '[rep]',
  ...changes,
});

/**
 * A request as an HTTP API hands it to Lambda, payload format 2.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
export const aRequest = (ask: Ask): APIGatewayProxyEventV2 => {
  const [method = '', path = ''] = ask.routeKey.split(' ');
  const context = {
    accountId: '123456789012',
    apiId: 'api',
    domainName: 'api.example',
    domainPrefix: 'api',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
    requestId: 'request-1',
    routeKey: ask.routeKey,
    stage: '$default',
    time: '02/Mar/2026:09:30:00 +0000',
    timeEpoch: 1_772_443_800_000,
    ...(ask.claims && { authorizer: { jwt: { claims: ask.claims, scopes: null } } }),
  };
  return {
    version: '2.0',
    routeKey: ask.routeKey,
    rawPath: path,
    rawQueryString: new URLSearchParams(ask.query).toString(),
    headers: { ...ask.headers },
    ...(ask.params && { pathParameters: { ...ask.params } }),
    ...(ask.query && { queryStringParameters: { ...ask.query } }),
    ...(ask.body !== undefined && { body: ask.body }),
    isBase64Encoded: ask.isBase64Encoded ?? false,
    requestContext: context,
  };
};
