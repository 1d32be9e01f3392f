import type { IncomingHttpHeaders } from 'node:http';
import type { CorsRule } from './bucket-definition.ts';
import { S3Error } from './s3-error.ts';
import type { Answer } from './store.ts';

// A pattern has one star at most: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
function covers(pattern: string, value: string): boolean {
  const [head = '', tail] = pattern.toLowerCase().split('*');
  const text = value.toLowerCase();
  if (tail === undefined) return text === head;
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

function allow(rules: readonly CorsRule[], origin: string, method: string, asked: readonly string[]) {
  const rule = rules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders }) =>
      AllowedMethods.includes(method) &&
      AllowedOrigins.some((pattern) => covers(pattern, origin)) &&
      asked.every((name) => AllowedHeaders.some((pattern) => covers(pattern, name))),
  );
  if (rule === undefined) return undefined;
  const isForAll = rule.AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isForAll ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(!isForAll && { 'access-control-allow-credentials': 'true' }),
    ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
    ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** Gives what an answer to a page of another origin carries so that the browser hands it over; nothing when no rule allows it. */
export function corsHeaders(
  rules: readonly CorsRule[],
  method: string,
  { origin }: IncomingHttpHeaders,
): Record<string, string> {
  return origin === undefined ? {} : (allow(rules, origin, method, []) ?? {});
}

/** Answers the question that a browser asks first; throws when no rule allows it. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html */
export function preflight(rules: readonly CorsRule[], headers: IncomingHttpHeaders): Answer {
  const { origin } = headers;
  const method = headers['access-control-request-method'];
  if (origin === undefined || method === undefined) {
    throw new S3Error(400, 'BadRequest', 'Insufficient information. Origin and method of the request are needed.');
  }
  const asked = (headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const allowed = allow(rules, origin, method, asked);
  if (allowed === undefined) {
    throw new S3Error(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
  }
  return {
    status: 200,
    headers: {
      ...allowed,
      ...(asked.length > 0 && { 'access-control-allow-headers': asked.join(', ').toLowerCase() }),
    },
  };
}
