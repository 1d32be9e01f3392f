import type * as z from 'zod';
import type { Role } from '../users/role.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** Who may call a route: anybody without signing in, or a signed-in user with one of the roles. */
export type Access = 'public' | readonly [Role, ...Role[]];

/**
 * Which records a route reaches: `none` (it names no record), `own` (the caller's own record, taken from the
 * token and never from the path) or `all` (every record of the company).
 */
export type RecordScope = 'none' | 'own' | 'all';

/** The problem codes that a route may answer, beside those that every route shares (see `problem.ts`). */
export type ProblemCode = string;

/** The media types that a body may have; multipart without files. */
export type BodyType = 'application/json' | 'application/x-www-form-urlencoded' | 'multipart/form-data';

export interface RouteDeclaration {
  readonly method: Method;
  /** Path with `{name}` parameters, as API Gateway writes it. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly recordScope: RecordScope;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** What the body may be written in; JSON alone unless said otherwise. */
  readonly accepts?: readonly BodyType[];
  /** The most bytes that a body may have; 32 KB unless said otherwise. */
  readonly mostBytes?: number;
  /** What the answer is written in; JSON unless said otherwise. Other answers are text and have `z.string()` as their schema. */
  readonly answers?: 'text/html' | 'text/javascript';
  /** Header rules: `required` answers 428 without If-Match, `optional` honours it when it is sent. */
  readonly ifMatch?: 'required' | 'optional';
  readonly idempotencyKey?: boolean;
  /** Success responses by status; `null` = no body. The first one is what the handler's answer is typed by. */
  readonly responses: Readonly<Record<number, z.ZodType | null>>;
  readonly errors: readonly ProblemCode[];
}

/** Declares a route once; everything else (gateway, validation, OpenAPI, client types) is derived from it. */
export const defineRoute = <const R extends RouteDeclaration>(route: R): R => route;

/** The routes of one module = of one API function, by operation name. */
export type RouteTable = Readonly<Record<string, RouteDeclaration>>;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;
type Value<M> = M[keyof M];

/** What a handler of the route receives, validated. */
export interface RouteInput<R extends RouteDeclaration> {
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
}

/** What a caller of the route sends. */
export interface RouteRequest<R extends RouteDeclaration> {
  readonly params: Sent<R['params']>;
  readonly query: Sent<R['query']>;
  readonly body: Sent<R['body']>;
}

/** What the route answers on success. */
export type RouteAnswer<R extends RouteDeclaration> = Parsed<Value<R['responses']>>;

/** The key by which API Gateway names a route, for example `GET /v1/leads/{id}`. */
export const routeKey = (route: Pick<RouteDeclaration, 'method' | 'path'>): string => `${route.method} ${route.path}`;
