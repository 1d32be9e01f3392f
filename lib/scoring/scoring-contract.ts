import * as z from 'zod';
import { instant, line } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { EVERYONE, MANAGERS } from '../users/role.ts';
import { conditionOf, leadCondition, MOST_CONDITIONS } from './condition-contract.ts';

/** What an engagement rule may look at: one thing that the person did. */
export const ENGAGEMENT_FACTS = ['event', 'form', 'page', 'campaign', 'message'] as const;

const rule = {
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a name such as company-email'),
  label: line(80).min(1),
  points: z
    .number()
    .int()
    .min(-100)
    .max(100)
    .refine((points) => points !== 0, 'gives or takes at least one point'),
};

const fitRule = z.strictObject({
  ...rule,
  group: z.literal('fit'),
  /** All of them must hold. */
  when: z.array(leadCondition).min(1).max(MOST_CONDITIONS),
});

const engagementRule = z.strictObject({
  ...rule,
  group: z.literal('engagement'),
  when: z
    .array(conditionOf(z.enum(ENGAGEMENT_FACTS)))
    .min(1)
    .max(MOST_CONDITIONS),
  /** How often it counts for one lead, the last times; left out, each time. */
  most: z.number().int().min(1).max(100).optional(),
  /** The first time or the first times that do not count: what comes back does not come for the first time. */
  after: z.number().int().min(1).max(9).optional(),
  /** Days after which half of its points are gone; left out, they stay. */
  halfLifeDays: z.number().min(1).max(3650).optional(),
});

export const scoringRule = z.discriminatedUnion('group', [fitRule, engagementRule]);

/** More rules than this are no longer read by anybody. */
const MOST_RULES = 100;

export const scoringSet = z.strictObject({
  rules: z.array(scoringRule).max(MOST_RULES),
  /** The most points that each group can give together. */
  caps: z.strictObject({ fit: z.number().int().min(0).max(100), engagement: z.number().int().min(0).max(100) }),
  /** Bands, the best first: each begins at a score. */
  grades: z
    .array(z.strictObject({ grade: line(10).min(1), from: z.number().int().min(0).max(100) }))
    .min(1)
    .max(10),
  /** From this score on a lead is a candidate. */
  threshold: z.number().int().min(1).max(100),
});

export type ScoringSet = z.output<typeof scoringSet>;
export type ScoringRule = z.output<typeof scoringRule>;
export type FitRule = z.output<typeof fitRule>;
export type EngagementRule = z.output<typeof engagementRule>;

const scoringSettings = z.object({ version: z.number().int(), set: scoringSet });

/** One entry of a score: what a rule gave or took. The cap of a group is an entry too, and takes what is over. */
export const scoreEntry = z.object({
  rule: z.string(),
  label: z.string(),
  group: z.enum(['fit', 'engagement']),
  points: z.number(),
  /** What it looked at. */
  evidence: z.string().nullable(),
  /** When it happened, of what somebody did. */
  at: instant.nullable(),
});

/** A score with the entries that it is the sum of. */
export const explainedScore = z.object({
  score: z.number().int().min(0).max(100),
  grade: z.string().nullable(),
  candidate: z.boolean(),
  /** The version of the rules, and since when the score holds. */
  rules: z.number().int(),
  from: instant,
  entries: z.array(scoreEntry),
});

export const scoringRoutes = {
  getScoring: defineRoute({
    method: 'GET',
    path: '/v1/settings/scoring',
    summary: 'The scoring rules, caps, grades and the candidate threshold',
    access: EVERYONE,
    recordScope: 'all',
    responses: { 200: scoringSettings },
    errors: [],
  }),
  setScoring: defineRoute({
    method: 'PUT',
    path: '/v1/settings/scoring',
    summary: 'Sets the scoring rules; every version is kept, and open leads are scored again in the background',
    access: MANAGERS,
    recordScope: 'all',
    body: z.strictObject({ set: scoringSet }),
    ifMatch: 'required',
    responses: { 200: scoringSettings },
    errors: ['version-mismatch', 'invalid-fields'],
  }),
};
