import { environment } from '../../lib/environment.ts';
import { scoringRoutes } from '../../lib/scoring/scoring-contract.ts';
import { SCORING_SETTINGS } from '../../lib/scoring/scoring-settings.ts';
import { showScoringJob } from '../../lib/scoring-jobs/present-scoring-job.ts';
import { scoringJobRoutes } from '../../lib/scoring-jobs/scoring-job-contract.ts';
import { openScoringJobEvents } from '../../lib/scoring-jobs/scoring-job-events.ts';
import { getScoringJob, listScoringJobs } from '../../lib/scoring-jobs/scoring-job-repository.ts';
import { publishScoring, type ScoringJobDesk, startSimulation } from '../../lib/scoring-jobs/start-scoring-job.ts';
import { stopScoringJob } from '../../lib/scoring-jobs/stop-scoring-job.ts';
import { readSettings } from '../../lib/settings/settings-repository.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { apiHandler } from '../http/api-handler.ts';
import { logError } from '../log.ts';

const table = openTable(environment.tableName());
const events = openScoringJobEvents(environment.scoringJobsQueueUrl());

const deskOf = (actor: Actor): ScoringJobDesk => ({
  table,
  events,
  actor,
  now: Date.now,
  onUnsent: (jobId, error) => logError('scoring job not announced, the sweeper will do it', error, { jobId }),
});

export const handler = apiHandler(
  { ...scoringRoutes, ...scoringJobRoutes },
  {
    getScoring: async () => {
      const { version, value } = await readSettings(table, SCORING_SETTINGS);
      return { body: { version, set: value }, version };
    },
    setScoring: async ({ actor, ifMatch, body }) => {
      const { version, value } = await publishScoring(deskOf(actor), ifMatch, body.set);
      return { body: { version, set: value }, version };
    },
    simulateScoring: async ({ actor, body }) => ({
      body: await showScoringJob(table, await startSimulation(deskOf(actor), body.set)),
    }),
    listScoringJobs: async () => {
      const jobs = await listScoringJobs(table);
      return { body: { items: await Promise.all(jobs.map((job) => showScoringJob(table, job))) } };
    },
    getScoringJob: async ({ params }) => ({
      body: await showScoringJob(table, await getScoringJob(table, params.id)),
    }),
    stopScoringJob: async ({ actor, params }) => ({
      body: await showScoringJob(table, await stopScoringJob(deskOf(actor), params.id)),
    }),
  },
);
