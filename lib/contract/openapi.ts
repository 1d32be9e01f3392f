import * as z from 'zod';
import { API_SCOPE } from './api.ts';
import { PROBLEM_TYPE, problem } from './problem.ts';
import type { RouteDeclaration, RouteTable } from './route.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const parametersOf = (place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
};

const header = (name: string, required: boolean, description: string): Json => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

const headersOf = (route: RouteDeclaration): Json[] => [
  ...(route.ifMatch
    ? [header('If-Match', route.ifMatch === 'required', 'The ETag of the version that the change is based on')]
    : []),
  ...(route.idempotencyKey
    ? [header('Idempotency-Key', false, 'Repeating a request under the same key gives the first answer')]
    : []),
];

const responsesOf = (route: RouteDeclaration): Json => ({
  ...Object.fromEntries(
    Object.entries(route.responses).map(([status, schema]) => [
      status,
      {
        description: route.summary,
        ...(schema && { content: { [route.answers ?? 'application/json']: { schema: schemaOf(schema, 'output') } } }),
      },
    ]),
  ),
  default: {
    description: `A problem document; this route's own codes: ${route.errors.join(', ') || 'none'}`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
});

const operationOf = (module: string, name: string, route: RouteDeclaration): Json => ({
  operationId: name,
  tags: [module],
  summary: route.summary,
  parameters: [...parametersOf('path', route.params), ...parametersOf('query', route.query), ...headersOf(route)],
  ...(route.body && {
    requestBody: {
      required: !route.body.safeParse(undefined).success,
      content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
    },
  }),
  responses: responsesOf(route),
  security: route.access === 'public' ? [] : [{ signIn: [API_SCOPE] }],
  'x-roles': route.access === 'public' ? [] : route.access,
  'x-record-scope': route.recordScope,
  'x-problems': route.errors.map((code) => `${PROBLEM_TYPE}${code}`),
});

/** The OpenAPI 3.1 document of all modules; `issuer` is where people sign in. */
export const openApiDocument = (modules: Readonly<Record<string, RouteTable>>, issuer: string): Json => {
  const paths: Record<string, Json> = {};
  for (const [module, routes] of Object.entries(modules)) {
    for (const [name, route] of Object.entries(routes)) {
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(module, name, route) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sluice',
      version: '1',
      description: 'Leads, accounts, contacts and opportunities',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        signIn: { type: 'openIdConnect', openIdConnectUrl: `${issuer}/.well-known/openid-configuration` },
      },
    },
  };
};
