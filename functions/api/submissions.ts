import { environment } from '../../lib/environment.ts';
import { conflict, notFound } from '../../lib/errors.ts';
import { openLeadEvents } from '../../lib/submissions/lead-events.ts';
import { submissionRoutes } from '../../lib/submissions/submission-contract.ts';
import { findSubmission, listFailedSubmissions } from '../../lib/submissions/submission-repository.ts';
import { fromCursor, toCursor } from '../../lib/table/cursor.ts';
import { openTable } from '../../lib/table/table.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const events = openLeadEvents(environment.leadEventsQueueUrl());

export const handler = apiHandler(submissionRoutes, {
  listSubmissions: async ({ query }) => {
    const { items, next } = await listFailedSubmissions(table, { limit: query.limit, after: fromCursor(query.cursor) });
    const shown = items.map((submission) => ({ ...submission, leadId: submission.leadId ?? null }));
    return { body: { items: shown, nextCursor: toCursor(next) } };
  },
  redriveSubmission: async ({ params }) => {
    const submission = await findSubmission(table, params.id);
    if (!submission) throw notFound('submission');
    if (submission.state !== 'failed') {
      throw conflict(
        'submission-not-failed',
        `The submission is ${submission.state}; only a failed one is sent again.`,
      );
    }
    await events.send({ kind: 'submission-received', submissionId: submission.id });
    return { body: { submissionId: submission.id } };
  },
});
