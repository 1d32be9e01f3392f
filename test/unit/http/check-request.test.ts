import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { checkRequest } from '../../../functions/http/check-request.ts';
import { problemResponse } from '../../../functions/http/problem-response.ts';
import { problem } from '../../../lib/contract/problem.ts';
import { defineRoute, type RouteDeclaration } from '../../../lib/contract/route.ts';
import { aRequest } from './request-event.ts';

const ROUTE = defineRoute({
  method: 'PATCH',
  path: '/v1/things/{id}',
  summary: 'Changes a thing',
  access: 'public',
  recordScope: 'none',
  params: z.object({ id: z.string().max(5) }),
  query: z.object({ limit: z.coerce.number().int().max(100).default(25) }),
  body: z.strictObject({ name: z.string(), address: z.strictObject({ city: z.string() }).optional() }).optional(),
  responses: { 200: null },
  errors: [],
});

interface Sent {
  readonly route?: Partial<RouteDeclaration>;
  readonly headers?: Record<string, string>;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

const check = ({ route, ...sent }: Sent) =>
  checkRequest(
    { ...ROUTE, ...route },
    aRequest({ routeKey: 'PATCH /v1/things/{id}', params: { id: 'a' }, ...sent }),
    undefined,
  );

const refusalOf = (sent: Sent) => {
  try {
    check(sent);
  } catch (error) {
    const { statusCode, body } = problemResponse(error);
    const { type, errors = [] } = problem.parse(JSON.parse(body));
    return { status: statusCode, code: type.split(':').at(-1), paths: errors.map(({ path }) => path) };
  }
  return undefined;
};

describe('a request', () => {
  it('is handed on parsed, with what the route says about missing parts', () => {
    expect(check({ body: '{"name":"Acme"}', query: { limit: '7' } })).toMatchObject({
      params: { id: 'a' },
      query: { limit: 7 },
      body: { name: 'Acme' },
      ifMatch: undefined,
      idempotencyKey: undefined,
    });
    expect(check({})).toMatchObject({ query: { limit: 25 }, body: undefined });
  });

  it('may carry its body in base 64, as the gateway writes binary ones', () => {
    const body = Buffer.from('{"name":"Ä"}').toString('base64');
    expect(check({ body, isBase64Encoded: true }).body).toEqual({ name: 'Ä' });
  });

  it('is taken with any JSON content type, or none', () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json']) {
      expect(check({ body: '{"name":"A"}', headers: { 'content-type': type } }).body).toEqual({ name: 'A' });
    }
  });

  it('has no body read where the route asks for none', () => {
    expect(check({ route: { body: undefined }, body: 'anything at all' }).body).toBeUndefined();
  });
});

describe('a request is refused', () => {
  it('with 400 when its body is not well-formed JSON, without quoting it', () => {
    expect(refusalOf({ body: '{"name": secret}' })).toEqual({ status: 400, code: 'malformed-json', paths: [] });
    try {
      check({ body: '{"name": secret}' });
    } catch (error) {
      expect(JSON.stringify(problemResponse(error))).not.toContain('secret');
    }
  });

  it('with 413 when its body is larger than 32 KB, and not a byte before', () => {
    const body = (length: number) => JSON.stringify({ name: 'x'.repeat(length - '{"name":""}'.length) });
    expect(refusalOf({ body: body(32 * 1024) })).toBeUndefined();
    expect(refusalOf({ body: body(32 * 1024 + 1) })).toMatchObject({ status: 413, code: 'body-too-large' });
  });

  it('with 415 when its body is something else than JSON', () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/json', 'application/jsonp']) {
      expect(refusalOf({ body: '{}', headers: { 'content-type': type } })).toMatchObject({
        status: 415,
        code: 'unsupported-media-type',
      });
    }
  });

  it('with 422 and the path of each field at fault in its body', () => {
    expect(refusalOf({ body: '{"name":7,"address":{"city":null,"zip":"1"},"extra":1}' })).toEqual({
      status: 422,
      code: 'invalid-request',
      paths: expect.arrayContaining(['name', 'address.city', 'address.zip', 'extra']),
    });
  });

  it('with 422 when a parameter of its path or query cannot be taken', () => {
    expect(refusalOf({ params: { id: 'far too long' } })).toMatchObject({ status: 422, paths: ['id'] });
    expect(refusalOf({ query: { limit: '1000' } })).toMatchObject({ status: 422, paths: ['limit'] });
    expect(refusalOf({ query: { limit: 'many' } })).toMatchObject({ status: 422, paths: ['limit'] });
  });

  it('with 428 when If-Match is required and missing, or matches anything', () => {
    const route = { ifMatch: 'required' } as const;
    expect(refusalOf({ route })).toMatchObject({ status: 428, code: 'if-match-required' });
    expect(refusalOf({ route, headers: { 'if-match': '*' } })).toMatchObject({ status: 428 });
  });

  it('with 422 when If-Match is no ETag of ours', () => {
    for (const etag of ['3', '"abc"', '""', '"1", "2"', '"-1"']) {
      for (const ifMatch of ['required', 'optional'] as const) {
        expect(refusalOf({ route: { ifMatch }, headers: { 'if-match': etag } })).toMatchObject({ status: 422 });
      }
    }
  });

  it('with 422 when its Idempotency-Key is empty or too long', () => {
    const route = { idempotencyKey: true };
    for (const key of ['', 'x'.repeat(256)]) {
      expect(refusalOf({ route, headers: { 'idempotency-key': key } })).toMatchObject({ status: 422 });
    }
    expect(check({ route, headers: { 'idempotency-key': 'x'.repeat(255) } }).idempotencyKey).toHaveLength(255);
  });
});

describe('If-Match', () => {
  it('names the version that the change is based on', () => {
    for (const etag of ['"12"', 'W/"12"', ' "12" ']) {
      expect(check({ route: { ifMatch: 'required' }, headers: { 'if-match': etag } }).ifMatch).toBe(12);
    }
  });

  it('may be left out where it is optional, and says nothing where the route knows no version', () => {
    expect(check({ route: { ifMatch: 'optional' } }).ifMatch).toBeUndefined();
    expect(check({ headers: { 'if-match': '"12"' } }).ifMatch).toBeUndefined();
  });
});
