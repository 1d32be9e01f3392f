import * as z from 'zod';
import { defineRoute } from '../contract/route.ts';

export const platformRoutes = {
  getHealth: defineRoute({
    method: 'GET',
    path: '/v1/health',
    summary: 'Whether the service answers and its table can be read',
    access: 'public',
    recordScope: 'none',
    responses: { 200: z.object({ status: z.literal('ok') }) },
    errors: ['table-unavailable'],
  }),
  getOpenApi: defineRoute({
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This contract as an OpenAPI 3.1 document',
    access: 'public',
    recordScope: 'none',
    responses: { 200: z.record(z.string(), z.unknown()) },
    errors: [],
  }),
  getClientConfig: defineRoute({
    method: 'GET',
    path: '/v1/config',
    summary: 'What the web client needs to sign people in',
    access: 'public',
    recordScope: 'none',
    responses: {
      200: z.object({ issuer: z.string(), clientId: z.string(), scope: z.string(), logoutUrl: z.string().nullable() }),
    },
    errors: [],
  }),
};
