import { environment } from '../../lib/environment.ts';
import { openScorers } from '../../lib/scoring/scoring-settings.ts';
import { runLane, type ScoringWorkDesk } from '../../lib/scoring-jobs/run-lane.ts';
import { laneEventSchema, openScoringJobEvents } from '../../lib/scoring-jobs/scoring-job-events.ts';
import { openTableForWork } from '../../lib/table/table.ts';
import { queueHandler } from '../queue/queue-handler.ts';

const table = openTableForWork(environment.tableName());
const desk: ScoringWorkDesk = {
  table,
  scorers: openScorers(table),
  events: openScoringJobEvents(environment.scoringJobsQueueUrl()),
  now: Date.now,
};

/** Goes through lists of leads with scoring rules: to try them, or to score all open leads again. */
export const handler = queueHandler(
  () =>
    async ({ body }) =>
      runLane(desk, laneEventSchema.parse(JSON.parse(body))),
);
