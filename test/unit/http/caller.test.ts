import { describe, expect, it } from 'vitest';
import { callerOf } from '../../../functions/http/caller.ts';
import { type Access, defineRoute } from '../../../lib/contract/route.ts';
import { EVERYONE, SALES } from '../../../lib/users/role.ts';
import { aClaimSet, aRequest } from './request-event.ts';

const CLIENTS = ['client-web', 'client-script'];

const routeFor = (access: Access) =>
  defineRoute({
    method: 'GET',
    path: '/v1/things',
    summary: 'Things',
    access,
    recordScope: 'all',
    responses: { 200: null },
    errors: [],
  });

const callerWith = (claims: Record<string, unknown> | undefined, access: Access = EVERYONE) =>
  callerOf(routeFor(access), aRequest({ routeKey: 'GET /v1/things', ...(claims && { claims }) }), CLIENTS);

const refused = expect.objectContaining({ category: 'forbidden', code: 'forbidden' });

describe('the caller of a route', () => {
  it('is who the token says, in the most powerful role among their groups as the gateway writes them', () => {
    expect(callerWith(aClaimSet())).toEqual({ id: 'user-ada', role: 'rep', username: 'ada' });
    const roles = ['[admin rep]', '[rep admin]', '[admin, rep]', 'admin', '[choir admin]'];
    for (const groups of roles) expect(callerWith(aClaimSet({ 'cognito:groups': groups }))?.role).toBe('admin');
    expect(callerWith(aClaimSet({ 'cognito:groups': ['rep', 'manager'] }))?.role).toBe('manager');
  });

  it('is known by their id where the token has no username', () => {
    expect(callerWith(aClaimSet({ username: undefined }))?.username).toBe('user-ada');
  });

  it('is nobody on a public route, whatever they send along', () => {
    expect(callerWith(aClaimSet(), 'public')).toBeUndefined();
    expect(callerWith(undefined, 'public')).toBeUndefined();
  });

  it('may use any of the clients of this application', () => {
    expect(callerWith(aClaimSet({ client_id: 'client-script' }))?.id).toBe('user-ada');
  });
});

describe('a caller is refused', () => {
  it('with an ID token, which the gateway lets through', () => {
    expect(() => callerWith(aClaimSet({ token_use: 'id', client_id: undefined, aud: 'client-web' }))).toThrow(refused);
    expect(() => callerWith(aClaimSet({ token_use: 'id' }))).toThrow(refused);
  });

  it('with a token of another application', () => {
    expect(() => callerWith(aClaimSet({ client_id: 'client-other' }))).toThrow(refused);
    expect(() => callerWith(aClaimSet({ client_id: undefined }))).toThrow(refused);
  });

  it('without any token or without a subject', () => {
    expect(() => callerWith(undefined)).toThrow(refused);
    expect(() => callerWith({})).toThrow(refused);
    expect(() => callerWith(aClaimSet({ sub: undefined }))).toThrow(refused);
  });

  it('without a role', () => {
    for (const groups of [undefined, '', '[]', '[choir]', '[Admin]', 'administrators']) {
      expect(() => callerWith(aClaimSet({ 'cognito:groups': groups }))).toThrow(refused);
    }
  });

  it('in a role that the route does not name', () => {
    expect(() => callerWith(aClaimSet({ 'cognito:groups': '[marketing]' }), SALES)).toThrow(refused);
    expect(callerWith(aClaimSet({ 'cognito:groups': '[manager]' }), SALES)?.role).toBe('manager');
  });
});
