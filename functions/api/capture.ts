import { environment } from '../../lib/environment.ts';
import { notFound } from '../../lib/errors.ts';
import { corsHeaders, preflightHeaders } from '../../lib/forms/allowed-origin.ts';
import { findForm } from '../../lib/forms/form.ts';
import { captureSubmission } from '../../lib/submissions/capture-submission.ts';
import { openLeadEvents } from '../../lib/submissions/lead-events.ts';
import { captureRoutes } from '../../lib/submissions/submission-contract.ts';
import { findSubmission } from '../../lib/submissions/submission-repository.ts';
import { openTable } from '../../lib/table/table.ts';
import { apiHandler } from '../http/api-handler.ts';
import { logError } from '../log.ts';

const table = openTable(environment.tableName());
const capture = {
  table,
  events: openLeadEvents(environment.leadEventsQueueUrl()),
  now: Date.now,
  onUnsent: (submissionId: string, error: unknown) =>
    logError('event not sent, the sweeper will send it', error, { submissionId }),
};

export const handler = apiHandler(
  captureRoutes,
  {
    submitForm: async ({ params, body, idempotencyKey }) => {
      const submissionId = await captureSubmission(capture, { formId: params.formId, fields: body, idempotencyKey });
      return { body: { submissionId, statusUrl: `/v1/submissions/${submissionId}` } };
    },
    preflightForm: async ({ params, headers }) => {
      const form = findForm(params.formId);
      if (!form) throw notFound('form');
      return { body: undefined, headers: preflightHeaders(form, headers['origin']) };
    },
    getSubmissionStatus: async ({ params }) => {
      const submission = await findSubmission(table, params.id);
      if (!submission) throw notFound('submission');
      return { body: { submissionId: submission.id, state: submission.state } };
    },
  },
  ({ pathParameters, headers }) => {
    const form = findForm(pathParameters?.['formId'] ?? '');
    return form ? corsHeaders(form, headers['origin']) : {};
  },
);
