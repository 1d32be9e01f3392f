import * as z from 'zod';
import { idParams, instant, recordId } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { scoringSet } from '../scoring/scoring-contract.ts';
import { EVERYONE, MANAGERS } from '../users/role.ts';

/** How well a set of rules told those who bought from those who did not, of the leads whose end is known. */
const foresight = z.object({
  /** Candidates among those that converted, and among those that were disqualified. */
  convertedCandidates: z.number().int(),
  disqualifiedCandidates: z.number().int(),
  /** Of the candidates, the share that converted; `null` when there was none. */
  precision: z.number().nullable(),
  /** Of those that converted, the share that were candidates; `null` when none converted. */
  recall: z.number().nullable(),
});

const example = z.object({
  id: recordId,
  name: z.string(),
  /** The score as it is, and by the proposed rules. */
  before: z.number().int(),
  after: z.number().int(),
});

/** Leads of ten points each: 0 to 9, 10 to 19, … and 90 to 100. */
const histogram = z.array(z.number().int()).length(10);

export const simulationResult = z.object({
  /** Open leads: how many are candidates now, how many would be, who would come and who would go; at most 20 examples of each. */
  open: z.object({
    leads: z.number().int(),
    changed: z.number().int(),
    candidates: z.object({ before: z.number().int(), after: z.number().int() }),
    flagged: z.number().int(),
    unflagged: z.number().int(),
    scores: z.object({ before: histogram, after: histogram }),
  }),
  examples: z.object({ flagged: z.array(example), unflagged: z.array(example) }),
  /** Closed leads, as they were when they were scored last. */
  closed: z.object({
    converted: z.number().int(),
    disqualified: z.number().int(),
    before: foresight,
    after: foresight,
  }),
  /** What people said of scores: how many of each, and how many the proposed rules meet: fewer points, more points, the same candidate flag. */
  judgements: z.object({
    tooHigh: z.object({ leads: z.number().int(), met: z.number().int() }),
    tooLow: z.object({ leads: z.number().int(), met: z.number().int() }),
    right: z.object({ leads: z.number().int(), met: z.number().int() }),
  }),
});

export const SCORING_JOB_STATES = ['running', 'done', 'stopped'] as const;

export const scoringJob = z.object({
  id: recordId,
  /** A simulation only counts; a publication scores all open leads again by rules that were set. */
  kind: z.enum(['simulation', 'publication']),
  state: z.enum(SCORING_JOB_STATES),
  /** The version that a publication follows. */
  rules: z.number().int().nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** Lanes that are done, of how many: each has a sixteenth of the leads; leads looked at so far, and those whose score changed. */
  progress: z.object({
    done: z.number().int(),
    total: z.number().int(),
    leads: z.number().int(),
    changed: z.number().int(),
  }),
  /** What a simulation found so far. */
  result: simulationResult.nullable(),
});

export const scoringJobRoutes = {
  simulateScoring: defineRoute({
    method: 'POST',
    path: '/v1/settings/scoring/simulate',
    summary: 'Tries proposed rules on all leads, open and closed, as a job; nothing changes',
    access: MANAGERS,
    recordScope: 'all',
    body: z.strictObject({ set: scoringSet }),
    responses: { 202: scoringJob },
    errors: ['invalid-fields'],
  }),
  listScoringJobs: defineRoute({
    method: 'GET',
    path: '/v1/settings/scoring/jobs',
    summary: 'The last simulations and publications, newest first',
    access: EVERYONE,
    recordScope: 'all',
    responses: { 200: z.object({ items: z.array(scoringJob) }) },
    errors: [],
  }),
  getScoringJob: defineRoute({
    method: 'GET',
    path: '/v1/settings/scoring/jobs/{id}',
    summary: 'How far a simulation or publication is, and what it found',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: scoringJob },
    errors: ['scoring-job-not-found'],
  }),
  stopScoringJob: defineRoute({
    method: 'POST',
    path: '/v1/settings/scoring/jobs/{id}/stop',
    summary: 'Stops a simulation; a publication goes on, because rules that hold for some leads alone would be none',
    access: MANAGERS,
    recordScope: 'all',
    params: idParams,
    responses: { 200: scoringJob },
    errors: ['scoring-job-not-found', 'scoring-job-state'],
  }),
};
