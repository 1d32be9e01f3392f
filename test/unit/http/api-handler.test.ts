import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { apiHandler } from '../../../functions/http/api-handler.ts';
import { problem } from '../../../lib/contract/problem.ts';
import { defineRoute } from '../../../lib/contract/route.ts';
import { conflict } from '../../../lib/errors.ts';
import { EVERYONE } from '../../../lib/users/role.ts';
import { LAMBDA_CONTEXT } from '../lambda-context.ts';
import { aClaimSet, aRequest } from './request-event.ts';

const ROUTES = {
  getThing: defineRoute({
    method: 'GET',
    path: '/v1/things/{id}',
    summary: 'One thing',
    access: EVERYONE,
    recordScope: 'all',
    params: z.object({ id: z.string() }),
    responses: { 200: z.object({ id: z.string(), owner: z.object({ name: z.string() }) }) },
    errors: [],
  }),
  preflight: defineRoute({
    method: 'OPTIONS',
    path: '/v1/things/{id}',
    summary: 'Who may ask',
    access: 'public',
    recordScope: 'none',
    responses: { 204: null },
    errors: [],
  }),
};

const CORS = { 'access-control-allow-origin': '*' };
const PRIVATE = 'mia@acme.example';

const withFields = { id: 'thing-1', owner: { name: 'Ada', salary: 'a lot' }, password: 'secret' };

const aHandler = (getThing: () => Promise<{ body: typeof withFields; version?: number }>) =>
  apiHandler(
    ROUTES,
    { getThing, preflight: async () => ({ body: undefined, headers: { vary: 'origin' } }) },
    async () => CORS,
  );

const ask = { routeKey: 'GET /v1/things/{id}', params: { id: 'thing-1' }, claims: aClaimSet() };

const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  vi.stubEnv('CLIENT_IDS', 'client-web');
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('an API function', () => {
  it('answers with what the contract names and nothing besides', async () => {
    const { statusCode, body, headers } = await aHandler(async () => ({ body: withFields, version: 4 }))(
      aRequest(ask),
      LAMBDA_CONTEXT,
    );
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({ id: 'thing-1', owner: { name: 'Ada' } });
    expect(headers).toEqual({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      etag: '"4"',
      ...CORS,
    });
  });

  it('answers without a body where the contract has none', async () => {
    const handler = aHandler(async () => ({ body: withFields }));
    expect(await handler(aRequest({ routeKey: 'OPTIONS /v1/things/{id}' }), LAMBDA_CONTEXT)).toEqual({
      statusCode: 204,
      headers: { 'cache-control': 'no-store', vary: 'origin', ...CORS },
      body: '',
    });
  });

  it('says that there is no such route', async () => {
    const handler = aHandler(async () => ({ body: withFields }));
    const { statusCode, body } = await handler(aRequest({ ...ask, routeKey: 'GET /v1/others' }), LAMBDA_CONTEXT);
    expect([statusCode, problem.parse(JSON.parse(body)).type]).toEqual([400, 'urn:sluice:problem:unknown-route']);
  });

  it('refuses somebody without a token before the handler is called', async () => {
    const called = vi.fn(async () => ({ body: withFields }));
    const { claims, ...without } = ask;
    expect((await aHandler(called)(aRequest(without), LAMBDA_CONTEXT)).statusCode).toBe(403);
    expect(called).not.toHaveBeenCalled();
  });

  it('lets a browser read its errors too', async () => {
    const failing = aHandler(() => Promise.reject(conflict('thing-taken', 'Taken.')));
    for (const request of [aRequest(ask), aRequest({ ...ask, claims: {} }), aRequest({ routeKey: 'GET /v1/others' })]) {
      const { statusCode, headers } = await failing(request, LAMBDA_CONTEXT);
      expect(statusCode).toBeGreaterThanOrEqual(400);
      expect(headers).toMatchObject({ 'content-type': 'application/problem+json', ...CORS });
    }
  });

  it('logs what is our fault by name and request, without a word of what was private', async () => {
    const failing = aHandler(() => Promise.reject(new Error(PRIVATE)));
    const { statusCode, body } = await failing(aRequest(ask), LAMBDA_CONTEXT);
    expect(statusCode).toBe(500);
    expect(body).not.toContain(PRIVATE);
    expect(written).toHaveLength(1);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      level: 'ERROR',
      error: 'Error',
      requestId: 'request-1',
      route: 'GET /v1/things/{id}',
    });
    expect(written.join('')).not.toContain(PRIVATE);
  });

  it('logs nothing that is the fault of the caller', async () => {
    await aHandler(() => Promise.reject(conflict('thing-taken', 'Taken.')))(aRequest(ask), LAMBDA_CONTEXT);
    expect(written).toEqual([]);
  });

  it('answers 500, and lets nothing out, when a record does not fit the contract', async () => {
    const broken = { ...withFields, owner: { name: 'Ada', salary: PRIVATE } };
    const handler = apiHandler(
      { ...ROUTES, getThing: { ...ROUTES.getThing, responses: { 200: z.object({ id: z.literal('other') }) } } },
      {
        getThing: async () => ({ body: JSON.parse(JSON.stringify(broken)) }),
        preflight: async () => ({ body: undefined }),
      },
    );
    const { statusCode, body } = await handler(aRequest(ask), LAMBDA_CONTEXT);
    expect(statusCode).toBe(500);
    expect(`${body}${written.join('')}`).not.toContain(PRIVATE);
  });
});
