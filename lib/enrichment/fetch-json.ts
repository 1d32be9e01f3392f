import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Milliseconds for all of it: names, connections, redirects, the answer. */
const DEADLINE = 3000;
const MOST_BYTES = 256 * 1024;
const MOST_REDIRECTS = 3;

/** An answer or an address that asking again does not change; `fault` says what is wrong with it. */
export class Refused extends Error {
  readonly fault: string;
  constructor(fault: string) {
    super(`the provider cannot be used: ${fault}`);
    this.name = 'Refused';
    this.fault = fault;
  }
}

export interface FetchOptions {
  /** A header that goes to one origin and to no other, wherever the provider sends us. */
  readonly secret?: { readonly origin: string; readonly header: string; readonly value: string } | undefined;
  /** The one origin that may be on this machine and without TLS; of a local run alone. */
  readonly localOrigin?: string | undefined;
}

/** What asks for the addresses of a name; like `lookup` of node:dns with `all`. */
export type Resolve = (
  hostname: string,
  options: { readonly all: true; readonly family?: number | 'IPv4' | 'IPv6' | undefined },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * The look-up of a connection: it connects to an address that was checked and to no other, because the name is resolved once and here. One closed address among
 * those of a name refuses them all.
 */
export const checkedLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, { family, all }, callback) => {
    resolve(hostname, { all: true, family }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new Error('the name has no address'), '', 0);
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new Refused('address-refused'), '', 0);
      }
      if (all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };

const lookup = checkedLookup((hostname, options, callback) => systemLookup(hostname, options, callback));

/** Errors: `Refused` for an address that is not of the open web. A name is checked when it is resolved. */
const checkAddress = ({ protocol, hostname, username, password }: URL): void => {
  if (protocol !== 'https:') throw new Refused('not-https');
  if (username !== '' || password !== '') throw new Refused('address-refused');
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  // No name is looked up for what is an address already; URL has written odd spellings of it in the plain one.
  if (isIP(address) > 0 && !isPublicAddress(address)) throw new Refused('address-refused');
};

const send = (url: URL, headers: Record<string, string>, isLocal: boolean, signal: AbortSignal) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const options = { headers, signal, agent: false as const };
    const request = isLocal ? httpRequest(url, options) : httpsRequest(url, { ...options, lookup });
    request.on('response', resolve);
    request.on('error', reject);
    request.end();
  });

const isJson = ({ headers }: IncomingMessage): boolean =>
  /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? '') &&
  /^(identity)?$/i.test(headers['content-encoding'] ?? '');

const readBody = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      response.destroy();
      throw new Refused('too-large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What it is not is all that counts; the text of the error quotes it.
    throw new Refused('not-json');
  }
};

const NOTHING_THERE = [204, 404, 410];
/** Statuses after which asking again later is right (https://www.rfc-editor.org/rfc/rfc9110#section-15). */
const LATER = [408, 425, 429];

/** What a response says: a document, `undefined` for nothing, or where to go on. */
const readResponse = async (response: IncomingMessage): Promise<{ document?: unknown; location?: string }> => {
  const { statusCode: status = 0, headers } = response;
  if (status === 200) {
    if (!isJson(response)) throw new Refused('not-json');
    return { document: parsed(await readBody(response)) };
  }
  if (NOTHING_THERE.includes(status)) return {};
  if ([301, 302, 303, 307, 308].includes(status) && headers.location !== undefined)
    return { location: headers.location };
  if (status >= 500 || LATER.includes(status)) throw new Error(`the provider answered ${status}`);
  throw new Refused(`http-${status}`);
};

/**
 * Gets a JSON document from the open web, or `undefined` where there is none: https alone, every address checked and kept to, at most three redirects with the
 * same checks, 3 seconds in all, 256 KB. Errors: `Refused` for what stays so; any other where asking again may help.
 */
export const fetchJson = async (address: string, { secret, localOrigin }: FetchOptions = {}): Promise<unknown> => {
  const signal = AbortSignal.timeout(DEADLINE);
  let url = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const isLocal = url.origin === localOrigin;
    if (!isLocal) checkAddress(url);
    const headers = {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'Sluice',
      ...(secret?.origin === url.origin && { [secret.header]: secret.value }),
    };
    const response = await send(url, headers, isLocal, signal);
    try {
      const { document, location } = await readResponse(response);
      if (location === undefined) return document;
      if (!URL.canParse(location, url)) throw new Refused('address-refused');
      url = new URL(location, url);
    } finally {
      response.destroy();
    }
  }
  throw new Refused('too-many-redirects');
};
