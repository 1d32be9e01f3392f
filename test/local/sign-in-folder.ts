import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { afterEach, beforeEach, vi } from 'vitest';
import { fetchAccessToken } from '../../local/sign-in/access-token.ts';
import type { Person } from '../../local/sign-in/person.ts';
import type { ClientDefinition, PoolDefinition } from '../../local/sign-in/pool.ts';
import { type SignIn, startSignIn } from '../../local/sign-in/sign-in.ts';

export const pool: PoolDefinition = {
  id: 'us-east-1_Local1234',
  groups: ['staff', 'boss'],
  users: [{ username: 'owner@example.test', attributes: { name: 'Olive Owner' }, groups: ['boss'] }],
  resourceServers: [{ identifier: 'api', scopes: ['read', 'write'] }],
  emailSignIn: true,
};
export const client: ClientDefinition = {
  id: 'client1',
  callbackUrls: ['https://app.example.test/signed-in'],
  logoutUrls: ['https://app.example.test/bye'],
  scopes: ['openid', 'email', 'profile', 'api/read', 'api/write'],
  accessTokenSeconds: 900,
};
export const ann: Person = {
  sub: '7b1c1f6e-0000-4000-8000-000000000001',
  username: 'ann',
  email: 'ann@example.test',
  name: 'Ann <b>Bold</b>',
  password: 'ann-password',
  groups: ['staff'],
};
export const redirectUri = 'http://127.0.0.1:3999/callback';
export const scopes = ['openid', 'email', 'api/write'];

/** A data folder of its own for each test, and sign-ins on it that are stopped at the end. */
export class SignInFolder {
  #dataDir = '';
  #running: SignIn[] = [];

  constructor() {
    beforeEach(() => {
      this.#dataDir = mkdtempSync(join(tmpdir(), 'sign-in-'));
    });
    afterEach(async () => {
      vi.restoreAllMocks();
      for (const signIn of this.#running.splice(0)) await signIn.stop();
      rmSync(this.#dataDir, { recursive: true, force: true });
    });
  }

  async start(): Promise<SignIn> {
    const signIn = await startSignIn({ pool, clients: [client], people: [ann], dataDir: this.#dataDir });
    this.#running.push(signIn);
    return signIn;
  }

  async stop(signIn: SignIn): Promise<void> {
    this.#running = this.#running.filter((other) => other !== signIn);
    await signIn.stop();
  }
}

export const signInAs = (signIn: SignIn, changes: Partial<Parameters<typeof fetchAccessToken>[0]> = {}) =>
  fetchAccessToken({
    issuer: signIn.issuer,
    clientId: 'client1',
    redirectUri,
    username: 'ann',
    password: ann.password,
    scopes,
    ...changes,
  });

export async function verify(signIn: SignIn, token: string, audience: string | null) {
  const fetcher = { fetch: async (uri: string) => (await fetch(uri)).arrayBuffer() };
  const verifier = JwtVerifier.create(
    { issuer: signIn.issuer, jwksUri: `${signIn.issuer}/.well-known/jwks.json`, audience },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  return verifier.verify(token);
}

export async function refresh(signIn: SignIn, refreshToken: string | undefined): Promise<Response> {
  const body = { grant_type: 'refresh_token', client_id: 'client1', refresh_token: refreshToken ?? '' };
  return fetch(`${signIn.issuer}/oauth2/token`, { method: 'POST', body: new URLSearchParams(body) });
}
