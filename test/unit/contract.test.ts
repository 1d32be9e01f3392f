import { readdirSync } from 'node:fs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { api } from '../../lib/contract/api.ts';
import { SHARED_PROBLEMS } from '../../lib/contract/problem.ts';
import { routeKey } from '../../lib/contract/route.ts';
import { parametersIn, ROUTES, repeated } from './declared-routes.ts';
import { aRequest } from './http/request-event.ts';
import { LAMBDA_CONTEXT } from './lambda-context.ts';
import { codeOf, sourceFiles } from './source-files.ts';

/** What anybody may call without signing in. A route that joins this list is a decision, and belongs here. */
const PUBLIC = [
  'GET /confirm/{token}',
  'GET /f/{formId}',
  'GET /f/{formId}/thanks',
  'GET /v1/config',
  'GET /v1/forms/{formId}/embed.js',
  'GET /v1/forms/{formId}/shown',
  'GET /v1/health',
  'GET /v1/openapi.json',
  'GET /v1/submissions/{id}',
  'OPTIONS /submissions/v3/integration/submit/{portalId}/{formGuid}',
  'OPTIONS /v1/forms/{formId}/shown',
  'OPTIONS /v1/forms/{formId}/submissions',
  'POST /confirm/{token}',
  'POST /servlet/servlet.WebToLead',
  'POST /submissions/v3/integration/submit/{portalId}/{formGuid}',
  'POST /v1/forms/{formId}/submissions',
];

/** The source file of the function that serves a module. */
const fileOf = (module: string): string => module.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('the contract', () => {
  it('names each route and each operation once', () => {
    expect(ROUTES.length).toBeGreaterThan(30);
    expect(repeated(ROUTES.map(({ route }) => routeKey(route)))).toEqual([]);
    expect(repeated(ROUTES.map(({ name }) => name))).toEqual([]);
  });

  it('has two routes on one path shape only under the same names', () => {
    const shapes = new Map<string, Set<string>>();
    for (const { route } of ROUTES) {
      const shape = route.path.replace(/\{\w+\}/g, '{}');
      shapes.set(shape, (shapes.get(shape) ?? new Set()).add(route.path));
    }
    expect([...shapes.values()].filter((paths) => paths.size > 1)).toEqual([]);
  });

  it('is open to anybody in the known places alone', () => {
    const open = ROUTES.filter(({ route }) => route.access === 'public').map(({ route }) => routeKey(route));
    expect(open.toSorted()).toEqual(PUBLIC);
  });

  it('reaches records on no public route', () => {
    const reaching = ROUTES.filter(({ route }) => route.access === 'public' && route.recordScope !== 'none');
    expect(reaching).toEqual([]);
  });

  it('declares each parameter of a path, and none that is not there', () => {
    for (const { name, route } of ROUTES.filter(({ route: { path } }) => path.includes('{'))) {
      // The preflight of a form is asked for with the same path as the post.
      expect(Object.keys(route.params?.shape ?? {}), name).toEqual(parametersIn(route.path));
    }
    for (const { name, route } of ROUTES.filter(({ route: { path } }) => !path.includes('{'))) {
      expect(route.params, name).toBeUndefined();
    }
  });

  it('lets lists be paged: every route with a cursor answers items and the next one', () => {
    const paged = ROUTES.filter(({ route }) => route.query && 'cursor' in route.query.shape);
    expect(paged.length).toBeGreaterThan(5);
    for (const { name, route } of paged) {
      const page = route.responses[200];
      expect(page instanceof z.ZodObject && Object.keys(page.shape), name).toEqual(['items', 'nextCursor']);
      expect(route.errors, name).toContain('invalid-cursor');
    }
  });

  it('says which version a change is based on wherever it names a record to change', () => {
    for (const { name, route } of ROUTES.filter(({ route: { method } }) => method === 'PATCH')) {
      // Only admins change a user: they may name a version and need not.
      if (name !== 'updateUser') expect(route.ifMatch, name).toBe('required');
      if (route.ifMatch) expect(route.errors, name).toContain('version-mismatch');
    }
  });
});

describe('the functions', () => {
  const documents = mockClient(DynamoDBDocumentClient);
  beforeAll(() => {
    documents.resolves({});
    const names = [
      'TABLE_NAME',
      'LEAD_EVENTS_QUEUE_URL',
      'IMPORT_BUCKET',
      'ENRICHMENT_QUEUE_URL',
      'IMPORT_FILES_QUEUE_URL',
      'IMPORT_CHUNKS_QUEUE_URL',
      'SCORING_JOBS_QUEUE_URL',
      'USER_POOL_ID',
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'CLIENT_IDS',
    ];
    for (const name of names) vi.stubEnv(name, `https://${name.toLowerCase().replaceAll('_', '-')}.example`);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubGlobal('EMBED_BUNDLE', '(() => {})');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
    documents.restore();
  });

  const handlerOf = async (module: string) => {
    const { handler } = await import(`../../functions/api/${fileOf(module)}.ts`);
    const answer = z.object({ statusCode: z.number(), body: z.string() });
    return async (key: string, params?: Record<string, string>) =>
      answer.parse(await handler(aRequest({ routeKey: key, ...(params && { params }) }), LAMBDA_CONTEXT));
  };

  it('are one for each module of the contract', () => {
    const files = readdirSync('functions/api').map((file) => file.replace(/\.ts$/, ''));
    expect(files.toSorted()).toEqual(Object.keys(api).map(fileOf).toSorted());
  });

  for (const module of Object.keys(api)) {
    it(`handle every route of "${module}", and none besides`, async () => {
      const handle = await handlerOf(module);
      for (const { name, route } of ROUTES.filter((declared) => declared.module === module)) {
        const params = Object.fromEntries(parametersIn(route.path).map((parameter) => [parameter, 'x']));
        const { statusCode, body } = await handle(routeKey(route), params);
        expect(body, name).not.toContain('unknown-route');
        // Without a token a route that asks for one is closed; a public one answers for itself.
        if (route.access === 'public') expect(statusCode, name).not.toBe(403);
        else expect(statusCode, name).toBe(403);
        expect(statusCode, name).not.toBe(500);
      }
      expect((await handle('GET /v1/nowhere')).body).toContain('unknown-route');
    }, 20_000);
  }
});

describe('the problems', () => {
  const CODE_THROWN = [
    /\b(?:conflict|invalid)\(\s*'([a-z-]+)'/g,
    /new SluiceError\(\s*'[a-z-]+',\s*'([a-z-]+)'/g,
    /new BadRequest\(\s*\d+,\s*'([a-z-]+)'/g,
    /respond\(\s*\d+,\s*'([a-z-]+)'/g,
  ];
  const NOT_FOUND = /\bnotFound\('([a-z-]+)'\)/g;

  const thrown = new Set(
    sourceFiles('lib', 'functions').flatMap((file) => [
      ...CODE_THROWN.flatMap((pattern) => [...codeOf(file).matchAll(pattern)].map(([, code = '']) => code)),
      ...[...codeOf(file).matchAll(NOT_FOUND)].map(([, what = '']) => `${what}-not-found`),
    ]),
  );

  /** What any route may answer before or around its own work; clients treat them alike wherever they come from. */
  const EVERYWHERE: readonly string[] = [
    ...SHARED_PROBLEMS,
    'body-too-large',
    'unsupported-media-type',
    'malformed-json',
    'malformed-form',
    'if-match-required',
    'unknown-route',
    'temporarily-unavailable',
  ];

  /** Why a file is refused: no answer to a request, but what its import says from then on. */
  const REFUSALS: readonly string[] = [
    'not-a-list',
    'no-rows',
    'too-many-rows',
    'too-many-columns',
    'file-too-large',
    'other-content',
  ];

  const declared = new Set(ROUTES.flatMap(({ route }) => [...route.errors]));

  it('that are thrown are declared by a route, unless every route shares them', () => {
    expect([...thrown].filter((code) => ![...declared, ...EVERYWHERE, ...REFUSALS].includes(code))).toEqual([]);
  });

  it('that a route declares are thrown somewhere', () => {
    expect([...declared].filter((code) => !thrown.has(code))).toEqual([]);
  });

  /** `Errors:` in the docstring of a use case, and the operation that calls it. */
  const OPERATION: Readonly<Record<string, string>> = {
    captureSubmission: 'submitForm',
    createLead: 'createLead',
    updateLead: 'updateLead',
    logLeadActivity: 'logLeadActivity',
    qualifyLead: 'setLeadQualification',
    convertLead: 'convertLead',
    createAccount: 'createAccount',
    updateAccount: 'updateAccount',
    createContact: 'createContact',
    updateContact: 'updateContact',
    moveOpportunity: 'moveOpportunity',
    updateOpportunity: 'updateOpportunity',
    createForm: 'createForm',
    updateForm: 'updateForm',
    deleteForm: 'deleteForm',
    setFields: 'setFields',
    redriveSubmission: 'redriveSubmission',
    releaseSubmission: 'releaseSubmission',
    rejectSubmission: 'rejectSubmission',
    inviteUser: 'inviteUser',
    updateUser: 'updateUser',
  };
  const documented = new Map(
    sourceFiles('lib').flatMap(({ text }) =>
      [...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const (\w+)/g)].map(([, words = '', name = '']) => {
        const [, errors = ''] = words.split('Errors:');
        return [name, [...errors.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code)] as const;
      }),
    ),
  );
  for (const [useCase, operation] of Object.entries(OPERATION)) {
    it(`of ${useCase} are declared by ${operation}`, () => {
      const route = ROUTES.find(({ name }) => name === operation)?.route;
      const codes = (documented.get(useCase) ?? []).filter((code) => !EVERYWHERE.includes(code));
      expect(codes.length).toBeGreaterThan(0);
      expect(route?.errors).toEqual(expect.arrayContaining(codes));
    });
  }
});
