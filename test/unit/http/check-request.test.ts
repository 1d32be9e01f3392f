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

const refusalOf = async (sent: Sent) => {
  try {
    await check(sent);
  } catch (error) {
    const { statusCode, body } = problemResponse(error);
    const { type, errors = [] } = problem.parse(JSON.parse(body));
    return { status: statusCode, code: type.split(':').at(-1), paths: errors.map(({ path }) => path) };
  }
  return undefined;
};

describe('a request', () => {
  it('is handed on parsed, with what the route says about missing parts', async () => {
    expect(await check({ body: '{"name":"Acme"}', query: { limit: '7' } })).toMatchObject({
      params: { id: 'a' },
      query: { limit: 7 },
      body: { name: 'Acme' },
      ifMatch: undefined,
      idempotencyKey: undefined,
    });
    expect(await check({})).toMatchObject({ query: { limit: 25 }, body: undefined });
  });

  it('may carry its body in base 64, as the gateway writes binary ones', async () => {
    const body = Buffer.from('{"name":"Ä"}').toString('base64');
    expect((await check({ body, isBase64Encoded: true })).body).toEqual({ name: 'Ä' });
  });

  it('is taken with any JSON content type, or none', async () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json']) {
      expect((await check({ body: '{"name":"A"}', headers: { 'content-type': type } })).body).toEqual({ name: 'A' });
    }
  });

  it('has no body read where the route asks for none', async () => {
    expect((await check({ route: { body: undefined }, body: 'anything at all' })).body).toBeUndefined();
  });
});

describe('a form post', () => {
  const FORM = {
    body: z.record(z.string(), z.unknown()),
    accepts: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
  } as const;
  const posted = async (type: string, body: string) =>
    (await check({ route: FORM, headers: { 'content-type': type }, body })).body;

  it('may come as a browser writes it: names once are a text, names more than once a list', async () => {
    const type = 'application/x-www-form-urlencoded; charset=UTF-8';
    expect(await posted(type, 'email=a%40b.example&topic=x&topic=%C3%A4+o&empty=')).toEqual({
      email: 'a@b.example',
      topic: ['x', 'ä o'],
      empty: '',
    });
    const encoded = Buffer.from('email=a%40b.example').toString('base64');
    const headers = { 'content-type': 'Application/X-WWW-Form-Urlencoded' };
    expect((await check({ route: FORM, headers, body: encoded, isBase64Encoded: true })).body).toEqual({
      email: 'a@b.example',
    });
  });

  it('may come in parts, of which files are left out', async () => {
    const form = new FormData();
    form.append('email', 'a@b.example');
    form.append('topic', 'x');
    form.append('topic', 'ä');
    form.append('cv', new File(['private'], 'cv.txt', { type: 'text/plain' }));
    const request = new Response(form);
    const type = request.headers.get('content-type') ?? '';
    const body = Buffer.from(await request.arrayBuffer()).toString('base64');
    const headers = { 'content-type': type };
    expect((await check({ route: FORM, headers, body, isBase64Encoded: true })).body).toEqual({
      email: 'a@b.example',
      topic: ['x', 'ä'],
    });
  });

  it('is refused with 400 when its parts cannot be told apart, and with 415 in any other type', async () => {
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    for (const headers of [multipart, { 'content-type': 'multipart/form-data' }]) {
      expect(await refusalOf({ route: FORM, headers, body: 'no parts' })).toMatchObject({
        status: 400,
        code: 'malformed-form',
      });
    }
    for (const type of ['text/plain', '', 'application/x-www-form-urlencodedx']) {
      expect(await refusalOf({ route: FORM, headers: { 'content-type': type }, body: 'a=b' })).toMatchObject({
        status: 415,
        code: 'unsupported-media-type',
      });
    }
  });

  it('pollutes nothing by the names in it', async () => {
    const body = await posted('application/x-www-form-urlencoded', '__proto__=x&constructor=y&a=b');
    expect(body).toMatchObject({ a: 'b' });
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  });
});

describe('a request is refused', () => {
  it('with 400 when its body is not well-formed JSON, without quoting it', async () => {
    expect(await refusalOf({ body: '{"name": secret}' })).toEqual({ status: 400, code: 'malformed-json', paths: [] });
    try {
      await check({ body: '{"name": secret}' });
    } catch (error) {
      expect(JSON.stringify(problemResponse(error))).not.toContain('secret');
    }
  });

  it('with 413 when its body is larger than 32 KB or what its route says, and not a byte before', async () => {
    const body = (length: number) => JSON.stringify({ name: 'x'.repeat(length - '{"name":""}'.length) });
    expect(await refusalOf({ body: body(32 * 1024) })).toBeUndefined();
    expect(await refusalOf({ body: body(32 * 1024 + 1) })).toMatchObject({ status: 413, code: 'body-too-large' });
    const route = { mostBytes: 64 * 1024 };
    expect(await refusalOf({ route, body: body(64 * 1024) })).toBeUndefined();
    expect(await refusalOf({ route, body: body(64 * 1024 + 1) })).toMatchObject({ status: 413 });
  });

  it('with 415 when its body is something else than JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/json', 'application/jsonp']) {
      expect(await refusalOf({ body: '{}', headers: { 'content-type': type } })).toMatchObject({
        status: 415,
        code: 'unsupported-media-type',
      });
    }
  });

  it('with 422 and the path of each field at fault in its body', async () => {
    expect(await refusalOf({ body: '{"name":7,"address":{"city":null,"zip":"1"},"extra":1}' })).toEqual({
      status: 422,
      code: 'invalid-request',
      paths: expect.arrayContaining(['name', 'address.city', 'address.zip', 'extra']),
    });
  });

  it('with 422 when a parameter of its path or query cannot be taken', async () => {
    expect(await refusalOf({ params: { id: 'far too long' } })).toMatchObject({ status: 422, paths: ['id'] });
    expect(await refusalOf({ query: { limit: '1000' } })).toMatchObject({ status: 422, paths: ['limit'] });
    expect(await refusalOf({ query: { limit: 'many' } })).toMatchObject({ status: 422, paths: ['limit'] });
  });

  it('with 428 when If-Match is required and missing, or matches anything', async () => {
    const route = { ifMatch: 'required' } as const;
    expect(await refusalOf({ route })).toMatchObject({ status: 428, code: 'if-match-required' });
    expect(await refusalOf({ route, headers: { 'if-match': '*' } })).toMatchObject({ status: 428 });
  });

  it('with 422 when If-Match is no ETag of ours', async () => {
    for (const etag of ['3', '"abc"', '""', '"1", "2"', '"-1"']) {
      for (const ifMatch of ['required', 'optional'] as const) {
        expect(await refusalOf({ route: { ifMatch }, headers: { 'if-match': etag } })).toMatchObject({ status: 422 });
      }
    }
  });

  it('with 422 when its Idempotency-Key is empty or too long', async () => {
    const route = { idempotencyKey: true };
    for (const key of ['', 'x'.repeat(256)]) {
      expect(await refusalOf({ route, headers: { 'idempotency-key': key } })).toMatchObject({ status: 422 });
    }
    expect((await check({ route, headers: { 'idempotency-key': 'x'.repeat(255) } })).idempotencyKey).toHaveLength(255);
  });
});

describe('If-Match', () => {
  it('names the version that the change is based on', async () => {
    for (const etag of ['"12"', 'W/"12"', ' "12" ']) {
      expect((await check({ route: { ifMatch: 'required' }, headers: { 'if-match': etag } })).ifMatch).toBe(12);
    }
  });

  it('may be left out where it is optional, and says nothing where the route knows no version', async () => {
    expect((await check({ route: { ifMatch: 'optional' } })).ifMatch).toBeUndefined();
    expect((await check({ headers: { 'if-match': '"12"' } })).ifMatch).toBeUndefined();
  });
});
