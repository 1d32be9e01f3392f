import type * as z from 'zod';
import type { RouteAnswer, RouteDeclaration, RouteInput, RouteTable } from '../../lib/contract/route.ts';
import type { Actor } from '../../lib/users/actor.ts';

/** What a route's handler works with: validated input and what the headers say. */
export interface ApiRequest<R extends RouteDeclaration> extends RouteInput<R> {
  /** Who calls; `undefined` on public routes alone. */
  readonly actor: R['access'] extends 'public' ? undefined : Actor;
  /** The version in If-Match; present wherever the route requires it. */
  readonly ifMatch: R['ifMatch'] extends 'required' ? number : number | undefined;
  readonly idempotencyKey: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The address from which the gateway got the request. */
  readonly sourceIp: string;
}

/** What a handler answers; the status is the route's first one. */
export interface ApiAnswer<R extends RouteDeclaration> {
  readonly body: RouteAnswer<R>;
  /** Another of the route's success statuses than its first. */
  readonly status?: number;
  /** The record's version, which becomes the ETag. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One handler for each route of a module: the compiler tells which one is missing. */
export type Handlers<T extends RouteTable> = {
  readonly [Name in keyof T]: (request: ApiRequest<T[Name]>) => Promise<ApiAnswer<T[Name]>>;
};

/** A request once its route is found and everything about it is checked, with the types erased. */
export interface CheckedRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly actor: Actor | undefined;
  readonly ifMatch: number | undefined;
  readonly idempotencyKey: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly sourceIp: string;
}

export interface Endpoint {
  readonly route: RouteDeclaration;
  readonly call: (request: CheckedRequest) => Promise<ApiAnswer<RouteDeclaration>>;
}

/** Pairs the routes of a module with their handlers. */
export const endpointsOf = <T extends RouteTable>(routes: T, handlers: Handlers<T>): Endpoint[] =>
  Object.entries(routes).map(([name, route]) => ({
    route,
    // The one cast of the HTTP side: what `checkRequest` parsed with the route's own schemas has the types that the
    // handler of that same route asks for, which TypeScript cannot follow through a table.
    call: handlers[name as keyof T] as unknown as Endpoint['call'],
  }));

/** The schema of a route's success body, with its status: the first one unless the answer names another. */
export const successOf = (route: RouteDeclaration, status?: number): { status: number; schema: z.ZodType | null } => {
  const [[first] = ['204']] = Object.entries(route.responses);
  const actual = status ?? Number(first);
  return { status: actual, schema: route.responses[actual] ?? null };
};
