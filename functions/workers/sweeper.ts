import middy from '@middy/core';
import { environment } from '../../lib/environment.ts';
import { openImportEvents } from '../../lib/imports/import-events.ts';
import { sweepImports } from '../../lib/imports/sweep-imports.ts';
import { foldOutcomes } from '../../lib/learned-scoring/fold-outcomes.ts';
import { openScoringJobEvents } from '../../lib/scoring-jobs/scoring-job-events.ts';
import { sweepScoringJobs } from '../../lib/scoring-jobs/sweep-scoring-jobs.ts';
import { openDeadLetters, settleDeadLetters } from '../../lib/submissions/dead-letters.ts';
import { openLeadEvents } from '../../lib/submissions/lead-events.ts';
import { sweepSubmissions } from '../../lib/submissions/sweep-submissions.ts';
import { openTable } from '../../lib/table/table.ts';
import { logInfo } from '../log.ts';

const table = openTable(environment.tableName());
const leadEvents = openLeadEvents(environment.leadEventsQueueUrl());
const deadLetters = openDeadLetters(environment.leadEventsDeadLetterQueueUrl());
const importEvents = openImportEvents({
  files: environment.importFilesQueueUrl(),
  chunks: environment.importChunksQueueUrl(),
});
const scoringJobEvents = openScoringJobEvents(environment.scoringJobsQueueUrl());

/** Marks what the intake gave up on as failed, then sends again what never reached it. */
const submissions = async (): Promise<void> => {
  const failed = await settleDeadLetters(table, deadLetters);
  const sent = await sweepSubmissions(table, leadEvents, Date.now());
  if (failed > 0 || sent > 0) logInfo('swept submissions', { failed, sent });
};

const imports = async (): Promise<void> => {
  const sent = await sweepImports({ table, events: importEvents, now: Date.now });
  if (sent > 0) logInfo('swept imports', { sent });
};

const scoringJobs = async (): Promise<void> => {
  const sent = await sweepScoringJobs({ table, events: scoringJobEvents, now: Date.now });
  if (sent > 0) logInfo('swept scoring jobs', { sent });
};

/** Learns from the leads that ended. */
const outcomes = async (): Promise<void> => {
  const folded = await foldOutcomes(table, Date.now);
  if (folded > 0) logInfo('learned from outcomes', { folded });
};

/** Each minute: sends again what stayed behind, and learns from what ended. What fails for one kind of work keeps no other from it. */
export const handler = middy().handler(async () => {
  const runs = await Promise.allSettled([submissions(), imports(), scoringJobs(), outcomes()]);
  for (const run of runs) if (run.status === 'rejected') throw run.reason;
});
