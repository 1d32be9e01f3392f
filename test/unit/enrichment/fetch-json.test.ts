import type { LookupAddress, LookupOptions } from 'node:dns';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkedLookup, fetchJson } from '../../../lib/enrichment/fetch-json.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let origin = '';
let answer: Answer = () => undefined;
let asked: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const json =
  (document: unknown): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(document));
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(code, headers).end();

const ofLocal = (path = '/', secret?: { origin: string; header: string; value: string }) =>
  fetchJson(origin + path, { localOrigin: origin, secret });

const refuses = (work: Promise<unknown>, fault: string) =>
  expect(work).rejects.toMatchObject({ name: 'Refused', fault });

describe('a document', () => {
  it('is read', async () => {
    answer = json({ industry: 'Software' });
    expect(await ofLocal()).toEqual({ industry: 'Software' });
  });

  it('is nothing where the provider has nothing', async () => {
    for (const code of [204, 404, 410]) {
      answer = status(code);
      expect(await ofLocal()).toBeUndefined();
    }
  });

  it('is refused when it is no JSON, in pieces or packed', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    await refuses(ofLocal(), 'not-json');
    answer = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":');
    await refuses(ofLocal(), 'not-json');
    answer = (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('x');
    await refuses(ofLocal(), 'not-json');
  });

  it('is refused beyond 256 KB, whatever length it says', async () => {
    answer = json({ text: 'a'.repeat(255 * 1024) });
    expect(await ofLocal()).toHaveProperty('text');
    answer = json({ text: 'a'.repeat(257 * 1024) });
    await refuses(ofLocal(), 'too-large');
  });

  it('is refused for good where the provider refuses us, and worth another try where it is out of order', async () => {
    answer = status(401);
    await refuses(ofLocal(), 'http-401');
    for (const code of [429, 500, 503]) {
      answer = status(code);
      await expect(ofLocal()).rejects.toMatchObject({ name: 'Error' });
    }
  });

  it('is given up after three seconds', async () => {
    answer = () => undefined;
    await expect(ofLocal()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a redirect', () => {
  it('is followed three times', async () => {
    const hops: Record<string, Answer> = {
      '/1': status(302, { location: '/2' }),
      '/2': status(307, { location: '/3' }),
      '/3': status(308, { location: '/4' }),
      '/4': json({ at: 'the end' }),
    };
    answer = (request, response) => hops[request.url ?? '']?.(request, response);
    expect(await ofLocal('/1')).toEqual({ at: 'the end' });
    hops['/4'] = status(301, { location: '/5' });
    await refuses(ofLocal('/1'), 'too-many-redirects');
  });

  it.each([
    ['http://example.com/', 'not-https'],
    ['http://127.0.0.1:1/', 'not-https'],
    ['https://127.0.0.1/', 'address-refused'],
    ['https://169.254.169.254/latest/meta-data', 'address-refused'],
    ['https://[::1]/', 'address-refused'],
    ['https://[::ffff:10.0.0.1]/', 'address-refused'],
    ['https://2130706433/', 'address-refused'],
    ['https://0x7f.1/', 'address-refused'],
    ['https://user:password@example.com/', 'address-refused'],
    ['file:///etc/passwd', 'not-https'],
    ['https://localhost/', 'address-refused'],
  ])('to %s is refused', async (location, fault) => {
    answer = status(302, { location });
    await refuses(ofLocal(), fault);
    expect(asked).toHaveLength(1);
  });
});

describe('an address', () => {
  it('on this machine is taken of the one that a local run has, and of no other', async () => {
    answer = json({});
    await refuses(fetchJson(origin), 'not-https');
    await refuses(fetchJson(origin, { localOrigin: 'http://127.0.0.1:1' }), 'not-https');
    await refuses(fetchJson('https://localhost/', { localOrigin: origin }), 'address-refused');
    expect(asked).toHaveLength(0);
  });
});

describe('a key', () => {
  it('goes to its own origin and to no other', async () => {
    answer = json({});
    await ofLocal('/', { origin, header: 'x-api-key', value: 'secret' });
    await ofLocal('/', { origin: 'https://elsewhere.example', header: 'x-api-key', value: 'secret' });
    expect(asked.map(({ headers }) => headers['x-api-key'])).toEqual(['secret', undefined]);
  });
});

describe('the look-up of a connection', () => {
  const look = (addresses: LookupAddress[], options: LookupOptions) => {
    let times = 0;
    const lookup = checkedLookup((_, __, callback) => {
      times += 1;
      callback(null, addresses);
    });
    return new Promise<{ error: unknown; address: unknown; times: number }>((resolve) =>
      lookup('provider.example', options, (error, address) => resolve({ error, address, times })),
    );
  };
  const open = { address: '93.184.216.34', family: 4 };

  it('gives the addresses that it checked, of a name resolved once', async () => {
    expect(await look([open], {})).toEqual({ error: null, address: open.address, times: 1 });
    expect(await look([open], { all: true })).toEqual({ error: null, address: [open], times: 1 });
  });

  it('refuses a name that also leads to a closed address, whichever comes first', async () => {
    for (const closed of ['10.0.0.1', '127.0.0.1', '169.254.169.254', 'fd00:ec2::254', '::ffff:127.0.0.1']) {
      const mixed = [open, { address: closed, family: closed.includes(':') ? 6 : 4 }];
      expect((await look(mixed, { all: true })).error).toMatchObject({ fault: 'address-refused' });
      expect((await look(mixed.reverse(), {})).error).toMatchObject({ fault: 'address-refused' });
    }
  });

  it('fails for a name without an address', async () => {
    expect((await look([], {})).error).toBeInstanceOf(Error);
  });
});
