import { createServer } from 'node:http';

/** The nonce of the pages' own scripts. */
const NONCE = 'bGFuZGluZw';

export interface LandingSite {
  readonly url: string;
  /** What a page at a path holds, until told otherwise. */
  serve(path: string, body: string): void;
  stop(): Promise<void>;
}

/** A script tag as the owner of a strict page writes it. */
export const scriptTag = (src: string): string => `<script nonce="${NONCE}" src="${src}" async></script>`;

/**
 * Somebody else's site on an origin of its own, with a content security policy as strict as they come; it lets pages talk to `api`, and post
 * plain forms there only when it is told so.
 */
export const startLandingSite = async (api: string, { plainForms = false } = {}): Promise<LandingSite> => {
  const pages = new Map<string, string>();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}'`,
    "style-src 'self'",
    `connect-src ${api}`,
    "base-uri 'none'",
    // Browsers hold the redirect after a post against this as well.
    plainForms ? `form-action 'self' ${api}` : "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  const server = createServer((request, response) => {
    const body = pages.get(new URL(request.url ?? '/', 'http://landing.example').pathname);
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(`<!doctype html><html lang="en"><title>Landing page</title><body>${body ?? 'Not here'}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the landing site has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve: (path, body) => pages.set(path, body),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
