import { environment } from '../../lib/environment.ts';
import { getForm } from '../../lib/forms/form-repository.ts';
import { openLeadEvents } from '../../lib/submissions/lead-events.ts';
import { presentSubmission } from '../../lib/submissions/present-submission.ts';
import { startReplay } from '../../lib/submissions/replay-form.ts';
import {
  redriveSubmission,
  rejectSubmission,
  releaseSubmission,
  replaySubmission,
} from '../../lib/submissions/review-submissions.ts';
import { submissionRoutes } from '../../lib/submissions/submission-contract.ts';
import { listSubmissions } from '../../lib/submissions/submission-repository.ts';
import { fromCursor, toCursor } from '../../lib/table/cursor.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const events = openLeadEvents(environment.leadEventsQueueUrl());
const deskOf = (actor: Actor) => ({ table, actor, now: Date.now });
const answer = (id: string) => ({ body: { submissionId: id } });

export const handler = apiHandler(submissionRoutes, {
  listSubmissions: async ({ query: { state, limit, cursor } }) => {
    const { items, next } = await listSubmissions(table, state, { limit, after: fromCursor(cursor) });
    return { body: { items: items.map(presentSubmission), nextCursor: toCursor(next) } };
  },
  redriveSubmission: async ({ actor, params }) => {
    await redriveSubmission(deskOf(actor), events, params.id);
    return answer(params.id);
  },
  releaseSubmission: async ({ actor, params }) => {
    await releaseSubmission(deskOf(actor), events, params.id);
    return answer(params.id);
  },
  rejectSubmission: async ({ actor, params }) => {
    await rejectSubmission(deskOf(actor), params.id);
    return answer(params.id);
  },
  replaySubmission: async ({ actor, params }) => {
    await replaySubmission(deskOf(actor), events, params.id);
    return answer(params.id);
  },
  replayForm: async ({ params: { formId }, body: { since } }) => {
    await getForm(table, formId);
    await startReplay(events, formId, since);
    return { body: { formId, since } };
  },
});
