import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

const HOPS = 10;

const discovery = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
const tokens = z.object({
  access_token: z.string(),
  id_token: z.string().optional(),
  refresh_token: z.string().optional(),
  token_type: z.string(),
  expires_in: z.number(),
});

export type Tokens = z.infer<typeof tokens>;

/**
 * Signs somebody in as a browser would (authorization code with PKCE, the form included) and gives the tokens.
 * Throws when the sign-in page or the token endpoint refuses.
 */
export async function fetchAccessToken(request: {
  issuer: string;
  clientId: string;
  redirectUri: string;
  username: string;
  password: string;
  scopes: string[];
}): Promise<Tokens> {
  const endpoints = discovery.parse(await (await fetch(`${request.issuer}/.well-known/openid-configuration`)).json());
  const verifier = randomBytes(32).toString('base64url');
  const authorization = new URL(endpoints.authorization_endpoint);
  authorization.search = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scopes.join(' '),
    state: randomBytes(8).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();

  const browser = new Browser(request.redirectUri);
  const page = await browser.open(authorization);
  const form = new URLSearchParams({ username: request.username, password: request.password });
  const end = page.callback === undefined && page.status === 200 ? await browser.open(page.url, form) : page;
  const code = end.callback?.searchParams.get('code');
  if (!code) throw new Error(`sign-in of ${request.username} refused: ${reasonOf(end)}`);

  const answer = await fetch(endpoints.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: request.clientId,
      redirect_uri: request.redirectUri,
      code,
      code_verifier: verifier,
    }),
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`no token for ${request.username}: ${JSON.stringify(body)}`);
  return tokens.parse(body);
}

interface Page {
  url: URL;
  status: number;
  html: string;
  /** Set when the client's own address was reached. */
  callback: URL | undefined;
}

/** As much of a browser as a sign-in needs: follows redirects, keeps cookies, stops at the client's address. */
class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #redirectUri: string;

  constructor(redirectUri: string) {
    this.#redirectUri = redirectUri;
  }

  async open(url: URL, form?: URLSearchParams): Promise<Page> {
    let current = url;
    let body = form;
    for (let hop = 0; hop < HOPS; hop += 1) {
      const answer = await fetch(current, {
        redirect: 'manual',
        headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body && { method: 'POST', body }),
      });
      this.#keepCookies(answer);
      const location = answer.headers.get('location');
      const html = await answer.text();
      if (location === null) return { url: current, status: answer.status, html, callback: undefined };
      current = new URL(location, current);
      body = undefined;
      if (current.href.startsWith(this.#redirectUri))
        return { url: current, status: answer.status, html, callback: current };
    }
    throw new Error(`the sign-in did not end after ${HOPS} redirects, at ${current.href}`);
  }

  #keepCookies(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const split = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, split).trim(), pair.slice(split + 1));
    }
  }
}

function reasonOf(page: Page): string {
  if (page.callback !== undefined) {
    const asked = page.callback.searchParams;
    return asked.get('error_description') ?? asked.get('error') ?? 'no code came back';
  }
  const said = /role="alert">([^<]*)</.exec(page.html)?.[1] ?? /<p>([^<]*)<\/p>/.exec(page.html)?.[1];
  return `${said ?? 'no reason given'} (HTTP ${page.status})`;
}
