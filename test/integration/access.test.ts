import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../lib/contract/api.ts';
import type { RouteDeclaration } from '../../lib/contract/route.ts';
import { type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

const routes: RouteDeclaration[] = Object.values(api).flatMap((module) => Object.values(module));
const NOBODY = '01ZZZZZZZZZZZZZZZZZZZZZZZZ';
const pathOf = (route: RouteDeclaration) => route.path.replace('{formId}', 'demo').replace('{id}', NOBODY);
const USERNAMES = { admin: 'ines', manager: 'mira', marketing: 'tom', rep: 'ada' } as const;

describe('who may do what', () => {
  let sluice: SluiceStack;
  const callers = new Map<string, Send>();
  beforeAll(async () => {
    sluice = await startSluice();
    for (const [role, username] of Object.entries(USERNAMES)) callers.set(role, await sluice.as(username));
  });
  afterAll(() => sluice.stop());

  it('answers every route to whoever may call it, and with the gateway’s 401 or our 403 to the others', async () => {
    for (const route of routes) {
      const body = route.body ? {} : undefined;
      const anonymous = await sluice.visitor(route.method, pathOf(route), { body });
      if (route.access === 'public') {
        expect([401, 403, 500, 503], `${route.method} ${route.path}`).not.toContain(anonymous.status);
        continue;
      }
      expect(anonymous, `${route.method} ${route.path}`).toMatchObject({
        status: 401,
        body: { message: 'Unauthorized' },
      });
      for (const [role, send] of callers) {
        const { status, body: answer } = await send(route.method, pathOf(route), { body });
        const allowed = route.access.some((one) => one === role);
        expect([500, 503], `${role} ${route.method} ${route.path}`).not.toContain(status);
        if (allowed) expect(status, `${role} ${route.method} ${route.path}`).not.toBe(403);
        else
          expect(answer, `${role} ${route.method} ${route.path}`).toMatchObject({
            status: 403,
            type: 'urn:sluice:problem:forbidden',
          });
      }
    }
  });

  it('leaves unknown API paths to the gateway and serves the client elsewhere', async () => {
    expect(await sluice.visitor('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { message: 'Not Found' } });
    expect(await sluice.visitor('DELETE', '/v1/leads')).toMatchObject({ status: 404, body: { message: 'Not Found' } });
    const page = await sluice.visitor('GET', '/leads/some-id');
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('says how to sign in, how it is, and what it can do', async () => {
    expect((await sluice.visitor('GET', '/v1/health')).body).toEqual({ status: 'ok' });
    const config = (await sluice.visitor('GET', '/v1/config')).body;
    expect(config).toMatchObject({ issuer: sluice.issuer, clientId: sluice.clientId });
    expect(config.scope.split(' ')).toContain('sluice/api');
    const document = (await sluice.visitor('GET', '/v1/openapi.json')).body;
    expect(document.openapi).toMatch(/^3\.1/);
    for (const route of routes) expect(document.paths[route.path]).toHaveProperty(route.method.toLowerCase());
  });

  it('takes malformed requests for what they are', async () => {
    const post = (body: string, headers = {}) =>
      sluice.visitor('POST', '/v1/forms/demo/submissions', { body, headers });
    expect(await post('{"email":')).toMatchObject({ status: 400, body: { type: 'urn:sluice:problem:malformed-json' } });
    expect(await post('email=a', { 'content-type': 'text/csv' })).toMatchObject({ status: 415 });
    expect(await post(JSON.stringify({ message: 'x'.repeat(40_000) }))).toMatchObject({ status: 413 });
    const wrong = await post('{"email":"nobody","surprise":1}');
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'email' }] } });
    expect(wrong.headers.get('content-type')).toBe('application/problem+json');
    expect((await sluice.visitor('POST', '/v1/forms/unheard-of/submissions', { body: {} })).status).toBe(404);
    expect((await sluice.visitor('GET', `/v1/submissions/${NOBODY}`)).status).toBe(404);
  });

  it('lets any page post to the demo form, errors included', async () => {
    const origin = { origin: 'https://landing.example' };
    const preflight = await sluice.visitor('OPTIONS', '/v1/forms/demo/submissions', {
      headers: { ...origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type');
    const refused = await sluice.visitor('POST', '/v1/forms/demo/submissions', {
      body: { email: 'x' },
      headers: origin,
    });
    expect(refused).toMatchObject({ status: 422 });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('makes a user record at the first sign-in and lets an admin invite and manage people', async () => {
    const ines = callers.get('admin') ?? sluice.visitor;
    expect((await ines('GET', '/v1/me')).body).toMatchObject({ name: 'Ines Duarte', role: 'admin', active: true });
    const invited = await ines('POST', '/v1/users', {
      body: { email: 'new.rep@sluice.example', name: 'Nora Rep', role: 'rep' },
    });
    expect(invited).toMatchObject({ status: 201, body: { name: 'Nora Rep', role: 'rep', active: true } });
    const twice = await ines('POST', '/v1/users', {
      body: { email: 'new.rep@sluice.example', name: 'Nora', role: 'rep' },
    });
    expect(twice).toMatchObject({ status: 409, body: { type: 'urn:sluice:problem:user-exists' } });
    const rested = await ines('PATCH', `/v1/users/${invited.body.id}`, { body: { active: false } });
    expect(rested.body.active).toBe(false);
    const names = (await ines('GET', '/v1/users')).body.items.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toContain('Nora Rep');
  });
});
