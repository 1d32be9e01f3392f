import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { BodyType, RouteDeclaration } from '../../lib/contract/route.ts';
import { type FieldError, invalid, SluiceError } from '../../lib/errors.ts';
import type { Actor } from '../../lib/users/actor.ts';
import type { CheckedRequest } from './endpoint.ts';
import { BadRequest } from './problem-response.ts';

/** Bytes of a body where its route says nothing else; generous for every record, far below what Lambda takes. */
const MOST_BYTES = 32 * 1024;
const MOST_KEY_CHARACTERS = 255;

const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known here' }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );

const parse = (schema: z.ZodType | undefined, value: unknown, what: string): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid('invalid-request', `Some of the ${what} cannot be taken.`, fieldErrors(result.error));
};

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // The parser's message quotes the body, which may be private; ours does not.
    throw new BadRequest(400, 'malformed-json', 'The body is not well-formed JSON.');
  }
};

/** Fields by name; one that comes more than once is a list, and files are left out. */
const fieldsOf = (entries: Iterable<[string, unknown]>): Record<string, string | string[]> => {
  const fields = new Map<string, string[]>();
  for (const [name, value] of entries) {
    if (typeof value === 'string') fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return Object.fromEntries(
    [...fields].map(([name, [first = '', ...rest]]) => [name, rest.length > 0 ? [first, ...rest] : first]),
  );
};

const parseMultipart = async (bytes: Buffer, type: string): Promise<unknown> => {
  try {
    return fieldsOf(await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData());
  } catch {
    throw new BadRequest(400, 'malformed-form', 'The body is not a well-formed multipart form.');
  }
};

const DEFAULT_ACCEPTS: readonly BodyType[] = ['application/json'];

/** The body by its media type. Errors: 400, 413 and 415 problems. */
const bodyOf = async (
  event: APIGatewayProxyEventV2,
  { accepts = DEFAULT_ACCEPTS, mostBytes = MOST_BYTES }: Pick<RouteDeclaration, 'accepts' | 'mostBytes'>,
): Promise<unknown> => {
  const bytes = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64') : Buffer.from(event.body ?? '', 'utf8');
  if (bytes.length === 0) return undefined;
  if (bytes.length > mostBytes) {
    throw new BadRequest(413, 'body-too-large', `The body may have at most ${mostBytes} bytes.`);
  }
  const type = event.headers['content-type'] ?? 'application/json';
  const media = (type.split(';')[0] ?? '').trim().toLowerCase();
  if (/^application\/([a-z0-9.+-]+\+)?json$/.test(media) && accepts.includes('application/json'))
    return parseJson(bytes);
  const accepted = accepts.find((one) => one === media);
  if (accepted === 'application/x-www-form-urlencoded') return fieldsOf(new URLSearchParams(bytes.toString('utf8')));
  if (accepted === 'multipart/form-data') return parseMultipart(bytes, type);
  throw new BadRequest(415, 'unsupported-media-type', `The body must be one of ${accepts.join(', ')}.`);
};

const ETAG = /^(?:W\/)?"(\d{1,15})"$/;

const versionIn = (route: RouteDeclaration, header: string | undefined): number | undefined => {
  if (!route.ifMatch) return undefined;
  if (header === undefined || header.trim() === '*') {
    if (route.ifMatch === 'optional') return undefined;
    throw new SluiceError(
      'precondition-required',
      'if-match-required',
      'Send the ETag of the version that you read as If-Match.',
    );
  }
  const [, version] = ETAG.exec(header.trim()) ?? [];
  if (version === undefined) throw invalid('invalid-request', 'If-Match must be an ETag that this API gave out.');
  return Number(version);
};

const idempotencyKeyIn = (route: RouteDeclaration, header: string | undefined): string | undefined => {
  if (!route.idempotencyKey || header === undefined) return undefined;
  if (header.length === 0 || header.length > MOST_KEY_CHARACTERS) {
    throw invalid('invalid-request', `An Idempotency-Key has 1 to ${MOST_KEY_CHARACTERS} characters.`);
  }
  return header;
};

/** Everything that a request says, checked against its route. Errors: 400, 413, 415, 422 and 428 problems. */
export const checkRequest = async (
  route: RouteDeclaration,
  event: APIGatewayProxyEventV2,
  actor: Actor | undefined,
): Promise<CheckedRequest> => ({
  actor,
  params: parse(route.params, event.pathParameters ?? {}, 'path'),
  query: parse(route.query, event.queryStringParameters ?? {}, 'query'),
  ifMatch: versionIn(route, event.headers['if-match']),
  idempotencyKey: idempotencyKeyIn(route, event.headers['idempotency-key']),
  body: parse(route.body, route.body && (await bodyOf(event, route)), 'body'),
  headers: event.headers,
  sourceIp: event.requestContext.http.sourceIp,
});
