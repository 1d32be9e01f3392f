import type { Api } from '../../lib/contract/api.ts';
import type { RouteAnswer, RouteDeclaration, RouteRequest } from '../../lib/contract/route.ts';
import { ApiProblem, problemFrom } from './problem.ts';

type OneOf<T> = T[keyof T];
type Declared = OneOf<{ [M in keyof Api]: OneOf<Api[M]> }>;
type KeyOf<R> = R extends { method: infer M extends string; path: infer P extends string } ? `${M} ${P}` : never;
type RouteOf<K, R = Declared> = R extends RouteDeclaration ? (K extends KeyOf<R> ? R : never) : never;

/** A part of the request: absent when the route has none, optional when it may be empty. */
type Part<Name extends string, T> = [T] extends [undefined]
  ? { readonly [N in Name]?: undefined }
  : // biome-ignore lint/complexity/noBannedTypes: asks whether the empty object will do
    {} extends T
    ? { readonly [N in Name]?: T }
    : undefined extends T
      ? { readonly [N in Name]?: T }
      : { readonly [N in Name]: T };

/** Every route of the contract, for example `GET /v1/leads/{id}`. */
export type RouteKey = KeyOf<Declared>;

/** What a route answers on success. */
export type Answer<K extends RouteKey> = RouteAnswer<RouteOf<K>>;

/** What a route wants to be sent. `ifMatch` is the version that the caller has seen. */
export type CallOptions<K extends RouteKey> = Part<'params', RouteRequest<RouteOf<K>>['params']> &
  Part<'query', RouteRequest<RouteOf<K>>['query']> &
  Part<'body', RouteRequest<RouteOf<K>>['body']> & {
    readonly ifMatch?: number;
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };

/** Calls a route by its key; rejects with an `ApiProblem`. */
export type CallApi = <K extends RouteKey>(key: K, options: CallOptions<K>) => Promise<Answer<K>>;

interface AnyOptions {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
  readonly ifMatch?: number;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface ClientDependencies {
  readonly fetch: typeof fetch;
  /** The access token, or undefined when nobody is signed in. */
  readonly token: () => Promise<string | undefined>;
  /** Gets a fresh token after a 401; undefined when the session is over. */
  readonly renew: () => Promise<string | undefined>;
}

const fill = (path: string, params: object): string => {
  const values = new Map<string, unknown>(Object.entries(params));
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
};

const search = (query: object): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
};

const requestOf = (method: string, options: AnyOptions, token: string | undefined): RequestInit => {
  const headers = new Headers({ accept: 'application/json' });
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  if (options.ifMatch !== undefined) headers.set('if-match', `"${options.ifMatch}"`);
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
  return { method, headers, body: JSON.stringify(options.body), signal: options.signal ?? null };
};

/** Makes the typed client. A 401 renews the token and tries once more. */
export const createClient = (deps: ClientDependencies): CallApi => {
  const send = async (address: string, request: RequestInit): Promise<Response> => {
    try {
      return await deps.fetch(address, request);
    } catch (cause) {
      if (request.signal?.aborted) throw cause;
      throw ApiProblem.unreachable(cause);
    }
  };

  function call<K extends RouteKey>(key: K, options: CallOptions<K>): Promise<Answer<K>>;
  async function call(key: string, options: AnyOptions): Promise<unknown> {
    const [method = '', path = ''] = key.split(' ');
    const address = fill(path, options.params ?? {}) + search(options.query ?? {});
    const token = await deps.token();
    let response = await send(address, requestOf(method, options, token));
    if (response.status === 401 && token) {
      const fresh = await deps.renew();
      if (fresh) response = await send(address, requestOf(method, options, fresh));
    }
    if (!response.ok) throw await problemFrom(response);
    return response.status === 204 ? undefined : response.json();
  }
  return call;
};
