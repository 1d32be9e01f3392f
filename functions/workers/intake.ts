import { environment } from '../../lib/environment.ts';
import { startOneByOne } from '../../lib/intake/one-by-one.ts';
import { processSubmission } from '../../lib/intake/process-submission.ts';
import { startRoundRobin } from '../../lib/routing/round-robin.ts';
import { leadEventSchema } from '../../lib/submissions/lead-events.ts';
import { openTable } from '../../lib/table/table.ts';
import { queueHandler } from '../queue/queue-handler.ts';

const table = openTable(environment.tableName());

/** Takes stored submissions to their leads. */
export const handler = queueHandler((size) => {
  const intake = { table, roundRobin: startRoundRobin(table, size), oneByOne: startOneByOne(), now: Date.now };
  return async ({ body }) => {
    const event = leadEventSchema.parse(JSON.parse(body));
    await processSubmission(intake, event.submissionId);
  };
});
