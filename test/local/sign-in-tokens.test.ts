import { createServer } from 'node:http';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { SignIn } from '../../local/sign-in/sign-in.ts';
import { ann, pool, redirectUri, refresh, SignInFolder, scopes, signInAs, verify } from './sign-in-folder.ts';

const folder = new SignInFolder();

describe('tokens', () => {
  it('look like those of a user pool and verify against the published keys', async () => {
    const signIn = await folder.start();
    const tokens = await signInAs(signIn);

    const access = await verify(signIn, tokens.access_token, null);
    expect(access).toMatchObject({
      iss: signIn.issuer,
      sub: ann.sub,
      username: ann.sub,
      client_id: 'client1',
      token_use: 'access',
      'cognito:groups': ['staff'],
    });
    expect(access).not.toHaveProperty('aud');
    expect(new Set(String(access.scope).split(' '))).toEqual(new Set(scopes));
    expect(Number(access.exp) - Number(access.iat)).toBe(900);
    expect(access.auth_time).toBeTypeOf('number');
    expect(access.jti).toBeTypeOf('string');
    const { header } = decomposeUnverifiedJwt(tokens.access_token);
    expect(header).toEqual({ alg: 'RS256', kid: expect.any(String) });

    const id = await verify(signIn, tokens.id_token ?? '', 'client1');
    expect(id).toMatchObject({
      sub: ann.sub,
      token_use: 'id',
      email: ann.email,
      email_verified: true,
      name: ann.name,
      'cognito:username': ann.sub,
      'cognito:groups': ['staff'],
    });
  });

  it('carry the scopes that were asked for and no others', async () => {
    const signIn = await folder.start();
    const { access_token } = await signInAs(signIn, { scopes: ['openid', 'api/read'] });
    expect(new Set(String((await verify(signIn, access_token, null)).scope).split(' '))).toEqual(
      new Set(['openid', 'api/read']),
    );
    await expect(signInAs(signIn, { scopes: ['openid', 'api/delete'] })).rejects.toThrow(/scope/);
  });

  it('are renewed with a refresh token, again and again, with the groups of that moment', async () => {
    const signIn = await folder.start();
    const { refresh_token } = await signInAs(signIn);
    await callApi(signIn, 'AdminAddUserToGroup', { Username: ann.sub, GroupName: 'boss' });
    for (let time = 0; time < 2; time += 1) {
      const answer = await refresh(signIn, refresh_token);
      expect(answer.status).toBe(200);
      const { access_token } = z.object({ access_token: z.string() }).parse(await answer.json());
      expect(await verify(signIn, access_token, null)).toMatchObject({ 'cognito:groups': ['staff', 'boss'] });
    }
  });

  it('survive a restart, refresh tokens too', async () => {
    const first = await folder.start();
    const { access_token, refresh_token } = await signInAs(first);
    await folder.stop(first);
    const second = await folder.start();
    expect(second.issuer).toBe(first.issuer);
    // Connections that fetch kept open to the first are closed by now, which it has to notice.
    await vi.waitFor(() => fetch(second.domain));
    expect((await verify(second, access_token, null)).sub).toBe(ann.sub);
    expect((await refresh(second, refresh_token)).status).toBe(200);
  });

  it('come from another port when the last one is taken', async () => {
    const first = await folder.start();
    const port = Number(new URL(first.domain).port);
    await folder.stop(first);
    const bystander = createServer();
    await new Promise<void>((resolve) => bystander.listen(port, '127.0.0.1', resolve));
    const second = await folder.start();
    expect(new URL(second.domain).port).not.toBe(String(port));
    await new Promise((resolve) => bystander.close(resolve));
  });

  it('are refused without a code challenge', async () => {
    const signIn = await folder.start();
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'client1',
      redirect_uri: redirectUri,
      scope: 'openid',
    });
    const answer = await fetch(`${signIn.issuer}/oauth2/authorize?${query}`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toContain('error=invalid_request');
  });
});

describe('browsers of other origins', () => {
  it.each(['https://app.example.test', 'http://localhost:5173'])(
    'may fetch discovery, keys, tokens and user info from %s',
    async (origin) => {
      const signIn = await folder.start();
      const { access_token } = await signInAs(signIn);
      const headers = { origin };
      const discovery = await fetch(`${signIn.issuer}/.well-known/openid-configuration`, { headers });
      const document = z
        .object({ issuer: z.string(), jwks_uri: z.url(), userinfo_endpoint: z.url(), end_session_endpoint: z.url() })
        .parse(await discovery.json());
      expect(document.issuer).toBe(signIn.issuer);
      const info = await fetch(document.userinfo_endpoint, {
        headers: { ...headers, authorization: `Bearer ${access_token}` },
      });
      expect(await info.json()).toMatchObject({ sub: ann.sub, username: ann.sub, email: ann.email });
      const token = await fetch(`${signIn.issuer}/oauth2/token`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'client1', refresh_token: 'none' }),
      });
      for (const answer of [discovery, await fetch(document.jwks_uri, { headers }), info, token]) {
        expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      }
    },
  );

  it('may not take tokens when their origin is unknown', async () => {
    const signIn = await folder.start();
    const token = await fetch(`${signIn.issuer}/oauth2/token`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.test' },
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'client1', refresh_token: 'none' }),
    });
    expect(token.headers.get('access-control-allow-origin')).toBeNull();
    expect(token.status).toBe(400);
  });

  it("get no user info for a token that is not the pool's own", async () => {
    const signIn = await folder.start();
    const { access_token } = await signInAs(signIn);
    const [head, body] = access_token.split('.');
    for (const token of ['', `${head}.${body}.AAAA`, `${head}.${body}`]) {
      const answer = await fetch(`${signIn.issuer}/oauth2/userInfo`, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(401);
    }
  });
});

async function callApi(signIn: SignIn, operation: string, input: Record<string, unknown>): Promise<void> {
  const answer = await fetch(signIn.cognitoEndpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify({ UserPoolId: pool.id, ...input }),
  });
  expect(answer.status).toBe(200);
}
