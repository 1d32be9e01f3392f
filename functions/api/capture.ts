import { dropInRoutes } from '../../lib/drop-in/drop-in-contract.ts';
import { notFound, SluiceError } from '../../lib/errors.ts';
import { corsHeaders, preflightHeaders } from '../../lib/forms/allowed-origin.ts';
import { answerPlainForm, isPlainForm } from '../../lib/forms/plain-form.ts';
import { viewerAddress } from '../../lib/spam/viewer-address.ts';
import { captureSubmission } from '../../lib/submissions/capture-submission.ts';
import { captureRoutes } from '../../lib/submissions/submission-contract.ts';
import { findSubmission } from '../../lib/submissions/submission-repository.ts';
import { publicState } from '../../lib/submissions/submission-state.ts';
import { capture, cdnSecret, openForm, table } from '../capture/capture-desk.ts';
import { dropInHandlers } from '../capture/drop-in-handlers.ts';
import { apiHandler } from '../http/api-handler.ts';

/** The form that a request is about, whichever way it names it; none when it names none that is open. */
const formNamedBy = async ({ formId, formGuid }: Readonly<Record<string, string | undefined>>) => {
  try {
    if (formId !== undefined) return await openForm.byId(formId);
    return formGuid === undefined ? undefined : await openForm.byGuid(formGuid.toLowerCase());
  } catch (error) {
    // The route itself says that there is no such form; its answer just carries no CORS headers.
    if (error instanceof SluiceError) return undefined;
    throw error;
  }
};

export const handler = apiHandler(
  { ...captureRoutes, ...dropInRoutes },
  {
    submitForm: async ({ params, body: posted, idempotencyKey, headers, sourceIp }) => {
      const form = await openForm.byId(params.formId);
      const address = viewerAddress(sourceIp, headers, cdnSecret);
      const isPlain = isPlainForm(headers);
      try {
        const submissionId = await captureSubmission(capture, { form, posted, idempotencyKey, address });
        if (isPlain) return { status: 303, body: undefined, headers: { location: answerPlainForm(form) } };
        return { body: { submissionId, statusUrl: `/v1/submissions/${submissionId}` } };
      } catch (error) {
        // A person behind a plain form reads a page, not a problem document; everything else is a problem as ever.
        if (!isPlain || !(error instanceof SluiceError) || error.code !== 'invalid-fields') throw error;
        return { status: 303, body: undefined, headers: { location: answerPlainForm(form, error) } };
      }
    },
    preflightForm: async ({ params, headers }) => ({
      body: undefined,
      headers: preflightHeaders(await openForm.byId(params.formId), headers['origin']),
    }),
    getSubmissionStatus: async ({ params }) => {
      const submission = await findSubmission(table, params.id);
      if (!submission) throw notFound('submission');
      // Nothing private is in it, so the page that posted may ask, wherever it is.
      const headers = { 'access-control-allow-origin': '*' };
      return { body: { submissionId: submission.id, state: publicState(submission.state) }, headers };
    },
    ...dropInHandlers,
  },
  async ({ pathParameters = {}, headers }) => {
    const form = await formNamedBy(pathParameters);
    return form ? corsHeaders(form, headers['origin']) : {};
  },
);
