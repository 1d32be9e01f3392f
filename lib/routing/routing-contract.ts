import * as z from 'zod';
import { recordId } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { EVERYONE, MANAGERS } from '../users/role.ts';
import { routingSet } from './routing-set.ts';

const routingSettings = z.object({ version: z.number().int(), set: routingSet });

/** What a proposal changes for something: how many leads now, and how many then. */
const change = { before: z.number().int(), after: z.number().int() };

/** Where a lead goes: the rule, or null for what holds otherwise, and whoever gets it. */
const way = z.object({ rule: z.string().nullable(), ownerId: z.string().nullable() });

export const simulation = z.object({
  /** Leads that came in within the days by a form or a list, and whether those are all. */
  leads: z.number().int(),
  complete: z.boolean(),
  /** Leads that another rule would decide on. */
  decidedOtherwise: z.number().int(),
  /** Rules of today and of the proposal by id; null is what holds otherwise. */
  rules: z.array(z.object({ id: z.string().nullable(), label: z.string().nullable(), ...change })),
  people: z.array(z.object({ userId: recordId, ...change })),
  unassigned: z.object(change),
  /** Some of the leads that another rule would decide on. */
  examples: z.array(z.object({ leadId: recordId, name: z.string(), before: way, after: way })),
});

/** Leads of further back are no measure of what comes next. */
const MOST_DAYS = 31;

/** Bytes of a proposal: a company of two hundred people with their hours and a year of absences. */
const MOST_BYTES = 128 * 1024;

export const routingRoutes = {
  getRouting: defineRoute({
    method: 'GET',
    path: '/v1/settings/routing',
    summary: 'Who gets which leads: teams, working hours, absences, capacity, rules',
    access: EVERYONE,
    recordScope: 'all',
    responses: { 200: routingSettings },
    errors: [],
  }),
  setRouting: defineRoute({
    method: 'PUT',
    path: '/v1/settings/routing',
    summary: 'Sets who gets which leads; every version is kept, and holds for leads that come in from then on',
    access: MANAGERS,
    recordScope: 'all',
    body: z.strictObject({ set: routingSet }),
    mostBytes: MOST_BYTES,
    ifMatch: 'required',
    responses: { 200: routingSettings },
    errors: ['version-mismatch', 'invalid-fields'],
  }),
  simulateRouting: defineRoute({
    method: 'POST',
    path: '/v1/settings/routing/simulate',
    summary: 'What proposed rules would do with the leads of the last days, beside the rules of today; changes nothing',
    access: MANAGERS,
    recordScope: 'all',
    body: z.strictObject({ set: routingSet, days: z.number().int().min(1).max(MOST_DAYS).default(MOST_DAYS) }),
    mostBytes: MOST_BYTES,
    responses: { 200: simulation },
    errors: ['invalid-fields'],
  }),
};
