import type { ServerResponse } from 'node:http';
import { z } from 'zod';

/** What goes back to the client. */
export interface GatewayResponse {
  statusCode: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** Answers that the gateway gives itself, with its own words. */
export const gatewayMessages = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** Gives an answer of the gateway itself, `{"message": …}`. */
export function ownAnswer(
  statusCode: keyof typeof gatewayMessages,
  headers: Record<string, string> = {},
): GatewayResponse {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ message: gatewayMessages[statusCode] }),
  };
}

const primitive = z.union([z.string(), z.number(), z.boolean()]);
const answerSchema = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), primitive).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * Gives the response that a function's return value means in payload format 2.0: one with a statusCode as it says, any
 * other value as a JSON body with 200; undefined when it says something that cannot be sent.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 */
export function readFunctionAnswer(value: unknown): GatewayResponse | undefined {
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const sent: GatewayResponse['headers'] = {};
  for (const [name, header] of Object.entries(headers ?? {})) sent[name.toLowerCase()] = String(header);
  if (cookies !== null && cookies !== undefined && cookies.length > 0) sent['set-cookie'] = cookies;
  if (body !== null && body !== undefined) sent['content-type'] ??= 'text/plain;charset=UTF-8';
  return {
    statusCode,
    headers: sent,
    body: isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

/** Sends a response; a HEAD request gets its headers only. */
export function sendResponse(response: ServerResponse, { statusCode, headers, body }: GatewayResponse): void {
  const hasBody = statusCode >= 200 && statusCode !== 204 && statusCode !== 304;
  if (hasBody) headers['content-length'] = String(Buffer.byteLength(body));
  response.writeHead(statusCode, headers);
  response.end(hasBody && response.req.method !== 'HEAD' ? body : undefined);
}
