import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { api } from '../../lib/contract/api.ts';
import { openApiDocument } from '../../lib/contract/openapi.ts';
import { PROBLEM_TYPE } from '../../lib/contract/problem.ts';
import { routeKey } from '../../lib/contract/route.ts';
import { parametersIn, ROUTES, repeated } from './declared-routes.ts';

describe('the OpenAPI document', () => {
  /** The structure of OpenAPI 3.1 as far as this contract uses it (https://spec.openapis.org/oas/v3.1.0). */
  const media = z.record(z.string(), z.strictObject({ schema: z.record(z.string(), z.unknown()) }));
  const operation = z.strictObject({
    operationId: z.string().min(1),
    tags: z.array(z.string()),
    summary: z.string().min(1),
    parameters: z.array(
      z.strictObject({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean(),
        description: z.string().optional(),
        schema: z.record(z.string(), z.unknown()),
      }),
    ),
    requestBody: z.strictObject({ required: z.boolean(), content: media }).optional(),
    responses: z.record(
      z.string().regex(/^([1-5]\d\d|default)$/),
      z.strictObject({ description: z.string().min(1), content: media.optional() }),
    ),
    security: z.array(z.record(z.string(), z.array(z.string()))),
    'x-roles': z.array(z.string()),
    'x-record-scope': z.string(),
    'x-problems': z.array(z.string().startsWith(PROBLEM_TYPE)),
  });
  const structure = z.strictObject({
    openapi: z.literal('3.1.0'),
    info: z.looseObject({ title: z.string(), version: z.string() }),
    servers: z.array(z.object({ url: z.string() })),
    paths: z.record(
      z.string().startsWith('/'),
      z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete', 'options']), operation),
    ),
    components: z.strictObject({
      schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
      securitySchemes: z.record(z.string(), z.object({ type: z.literal('openIdConnect'), openIdConnectUrl: z.url() })),
    }),
  });

  const text = JSON.stringify(openApiDocument(api, 'https://issuer.example'));
  const document: unknown = JSON.parse(text);
  const { paths, components } = structure.parse(document);

  const references = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, part]) =>
      name === '$ref' && typeof part === 'string' ? [part] : references(part),
    );
  };

  const resolve = (reference: string): unknown =>
    reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>(
        (value, name) =>
          typeof value === 'object' && value !== null
            ? Object.entries(value).find(([key]) => key === name)?.[1]
            : undefined,
        document,
      );

  it('has the structure that version 3.1 asks for', () => {
    expect(structure.safeParse(document).error?.issues).toBeUndefined();
  });

  it('has every route, and none besides', () => {
    const written = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
    );
    expect(written.toSorted()).toEqual(ROUTES.map(({ name, route }) => `${routeKey(route)} ${name}`).toSorted());
  });

  it('declares each parameter of a path, as required', () => {
    for (const [path, methods] of Object.entries(paths)) {
      for (const { parameters, operationId } of Object.values(methods)) {
        const inPath = parameters.filter((parameter) => parameter.in === 'path');
        expect(
          inPath.map(({ name }) => name),
          operationId,
        ).toEqual(parametersIn(path));
        expect(inPath.every(({ required }) => required)).toBe(true);
        expect(repeated(parameters.map((parameter) => `${parameter.in} ${parameter.name}`))).toEqual([]);
      }
    }
  });

  it('says of each operation what it answers when it succeeds and when it does not', () => {
    for (const { name, route } of ROUTES) {
      const entries = Object.entries(paths[route.path] ?? {});
      const responses = entries.find(([method]) => method === route.method.toLowerCase())?.[1].responses ?? {};
      expect(Object.keys(responses), name).toEqual([...Object.keys(route.responses), 'default']);
      expect(Object.keys(responses['default']?.content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('refers only to what is there', () => {
    const all = references(document);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((reference) => resolve(reference) === undefined)).toEqual([]);
    expect(components.schemas['Problem']).toBeDefined();
  });

  it('asks for a sign-in wherever a route does', () => {
    for (const { name, route } of ROUTES) {
      const entries = Object.entries(paths[route.path] ?? {});
      const operationHere = entries.find(([method]) => method === route.method.toLowerCase())?.[1];
      expect(operationHere?.security.length, name).toBe(route.access === 'public' ? 0 : 1);
      expect(operationHere?.['x-roles'], name).toEqual(route.access === 'public' ? [] : [...route.access]);
    }
  });

  it('says of each header that changes an answer whether it is required', () => {
    const headerOf = (path: string, method: 'get' | 'post' | 'patch') =>
      paths[path]?.[method]?.parameters.filter((parameter) => parameter.in === 'header');
    expect(headerOf('/v1/leads/{id}', 'patch')).toMatchObject([{ name: 'If-Match', required: true }]);
    expect(headerOf('/v1/leads/{id}/convert', 'post')).toMatchObject([{ name: 'Idempotency-Key', required: false }]);
    expect(headerOf('/v1/leads/{id}', 'get')).toEqual([]);
  });
});
