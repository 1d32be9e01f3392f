import * as z from 'zod';
import { calendar } from '../business-hours/calendar-contract.ts';
import { line, recordId } from '../contract/fields.ts';
import { responsePromise } from '../promises/promise-contract.ts';
import { conditionOf, customFact, LEAD_FACTS, MOST_CONDITIONS } from '../scoring/condition-contract.ts';

/** What a routing rule may look at: the person, the company, and how good the lead is. The country is that of the phone number. */
export const ROUTING_FACTS = [...LEAD_FACTS, 'country', 'score', 'grade', 'candidate'] as const;

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a name such as north-america');

/** How many leads a member takes while one of weight 1 takes one. */
export const HIGHEST_WEIGHT = 10;

const team = z.strictObject({
  id: name,
  name: line(80).min(1),
  /** Who hears of it when the team does not respond. */
  leadId: recordId.optional(),
  members: z
    .array(z.strictObject({ userId: recordId, weight: z.number().int().min(1).max(HIGHEST_WEIGHT).default(1) }))
    .max(200),
});

const person = calendar.extend({
  /** New leads go past somebody who has this many that are new or being worked. */
  capacity: z.number().int().min(1).max(1000).optional(),
});

/** Who gets a lead. Everybody: the active reps. Nobody: it waits among the unassigned. */
const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), userId: recordId }),
  z.strictObject({ kind: z.literal('team'), teamId: name }),
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('nobody') }),
]);

const rule = z.strictObject({
  id: name,
  label: line(80).min(1),
  /** All of them must hold. */
  when: z
    .array(conditionOf(z.union([z.enum(ROUTING_FACTS), customFact])))
    .min(1)
    .max(MOST_CONDITIONS),
  to: target,
  /** Whether somebody gets a lead only while they work. Who is absent gets none either way. */
  respectHours: z.boolean().default(false),
  /** What happens while nobody of the target can take it. */
  ifNobody: z.enum(['unassigned', 'next-rule']).default('unassigned'),
  promise: responsePromise.optional(),
});

/** More rules than this are no longer read by anybody. */
const MOST_RULES = 100;

export const routingSet = z.strictObject({
  teams: z.array(team).max(50),
  /** Working hours, absences and capacity by user id. Whoever is not in it works around the clock and has no limit. */
  people: z.record(recordId, person),
  /** In order: the first one that matches decides. */
  rules: z.array(rule).max(MOST_RULES),
  otherwise: z.strictObject({
    to: target,
    respectHours: z.boolean().default(false),
    promise: responsePromise.optional(),
  }),
});

export type RoutingSet = z.output<typeof routingSet>;
export type RoutingRule = RoutingSet['rules'][number];
export type RoutingTeam = RoutingSet['teams'][number];
export type RoutingTarget = RoutingRule['to'];
