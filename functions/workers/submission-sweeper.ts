import middy from '@middy/core';
import { environment } from '../../lib/environment.ts';
import { openDeadLetters, settleDeadLetters } from '../../lib/submissions/dead-letters.ts';
import { openLeadEvents } from '../../lib/submissions/lead-events.ts';
import { sweepSubmissions } from '../../lib/submissions/sweep-submissions.ts';
import { openTable } from '../../lib/table/table.ts';
import { logInfo } from '../log.ts';

const table = openTable(environment.tableName());
const events = openLeadEvents(environment.leadEventsQueueUrl());
const deadLetters = openDeadLetters(environment.leadEventsDeadLetterQueueUrl());

/** Each minute: marks what the intake gave up on as failed, then sends again what never reached it. */
export const handler = middy().handler(async () => {
  const failed = await settleDeadLetters(table, deadLetters);
  const sent = await sweepSubmissions(table, events, Date.now());
  if (failed > 0 || sent > 0) logInfo('swept submissions', { failed, sent });
});
