import { API_SCOPE } from '../lib/contract/api.ts';
import { fetchAccessToken } from '../local/sign-in/access-token.ts';
import type { Person } from '../local/sign-in/person.ts';
import { callerAs } from './api-client.ts';
import type { Running } from './running.ts';

/** An access token of a person, got as the web client gets it: by signing in, which makes their user record. */
export const accessTokenOf = async ({ url, issuer, clientId }: Running, person: Person): Promise<string> => {
  const { access_token } = await fetchAccessToken({
    issuer,
    clientId,
    redirectUri: `${url}/signed-in`,
    username: person.username,
    password: person.password,
    scopes: ['openid', API_SCOPE],
  });
  await callerAs(url, access_token)('GET', '/v1/me');
  return access_token;
};
