import * as z from 'zod';
import { actorRef, idParams, instant } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { EVERYONE } from '../users/role.ts';

const step = z.object({
  /** The rule that matched; null for what holds otherwise. */
  rule: z.object({ id: z.string(), label: z.string() }).nullable(),
  to: z.object({
    kind: z.enum(['user', 'team', 'everyone', 'nobody']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  considered: z.array(
    z.object({
      userId: z.string(),
      weight: z.number().int(),
      verdict: z.enum(['eligible', 'inactive', 'absent', 'outside-hours', 'full', 'passed-over']),
    }),
  ),
});

/** Why a lead belongs to whom it belongs. */
export const assignment = z.object({
  ownerId: z.string().nullable(),
  /** By the rules, by somebody's hand, as a list said, or unknown for leads from before decisions were kept. */
  how: z.enum(['rules', 'person', 'import', 'unknown']),
  at: instant,
  /** Who did it by hand. */
  by: actorRef.nullable(),
  decision: z
    .object({
      /** The version of the settings. */
      settings: z.number().int(),
      /** The rules that matched, in order; the last one decided, those before it had nobody. */
      steps: z.array(step),
      /** Whose turn it was: null where nobody or one alone could take it. */
      turn: z.number().int().nullable(),
      /** Who follows from what is kept of the decision. */
      chosen: z.string().nullable(),
    })
    .nullable(),
});

export const assignmentRoutes = {
  getLeadAssignment: defineRoute({
    method: 'GET',
    path: '/v1/leads/{id}/assignment',
    summary:
      'Why a lead belongs to whom it belongs: the rule, everybody who was considered and why, and whose turn it was',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: assignment },
    errors: ['lead-not-found'],
  }),
  countUnassignedLeads: defineRoute({
    method: 'GET',
    path: '/v1/leads/unassigned-count',
    summary: 'How many open leads nobody owns, up to some hundreds',
    access: EVERYONE,
    recordScope: 'all',
    responses: { 200: z.object({ count: z.number().int(), more: z.boolean() }) },
    errors: [],
  }),
};
