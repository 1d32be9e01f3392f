import { accessToken, renewSession } from '../sign-in/session.ts';
import { createClient } from './client.ts';

/** The client of this page, with the signed-in person's token. */
export const api = createClient({
  fetch: (input, init) => fetch(input, init),
  token: accessToken,
  renew: renewSession,
});
