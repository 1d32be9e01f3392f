import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchAccessToken } from '../../local/sign-in/access-token.ts';
import { fixtureAssembly } from './fixture/fixture-assembly.ts';
import { type FixtureRun, startFixture } from './fixture/fixture-run.ts';

const person = {
  sub: '6f0c4c0e-6a2f-4f0e-9a52-3c8f2f7b1d11',
  username: 'ann',
  email: 'ann@example.com',
  name: 'Ann',
  password: 'a long enough password',
  groups: ['players'],
};
let run: FixtureRun;

beforeAll(async () => {
  run = await startFixture({ assembly: await fixtureAssembly('sign-in-app'), people: [person] });
}, 60_000);

afterAll(() => run.stop());

const tokensFor = (scopes: string[]) =>
  fetchAccessToken({
    issuer: run.issuer,
    clientId: run.clientId,
    redirectUri: 'https://club.example.com/callback',
    username: person.email,
    password: person.password,
    scopes,
  });
const get = (token: string, query = '') =>
  fetch(`${run.url}/courts${query}`, { headers: { authorization: `Bearer ${token}` } });

test('an access token of the pool passes the authorizer that the template declares', async () => {
  const { access_token } = await tokensFor(['openid', 'courts/play']);
  const response = await get(access_token);
  expect(response.status).toBe(200);
  const { claims } = (await response.json()).requestContext.authorizer.jwt;
  expect(claims).toMatchObject({
    sub: person.sub,
    iss: run.issuer,
    client_id: run.clientId,
    token_use: 'access',
    'cognito:groups': '[players]',
  });
  expect(Number(claims.exp) - Number(claims.iat)).toBe(1800);
});

test('a token without the scope of the route is forbidden', async () => {
  expect((await get((await tokensFor(['openid'])).access_token)).status).toBe(403);
});

test('a function finds the pool, its issuer and its client in its environment', async () => {
  const { access_token } = await tokensFor(['openid', 'courts/play']);
  const { env } = await (await get(access_token, '?act=environment')).json();
  expect(env).toMatchObject({ ISSUER: run.issuer, CLIENT: run.clientId, POOL: run.resource('Club/Members').ref });
  expect(env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
