import type { dropInRoutes } from '../../lib/drop-in/drop-in-contract.ts';
import { hubspotError, hubspotThanks, readHubspotConsents, readHubspotPost } from '../../lib/drop-in/hubspot.ts';
import { readWebToLead, returnAddress } from '../../lib/drop-in/web-to-lead.ts';
import { SluiceError } from '../../lib/errors.ts';
import { preflightHeaders } from '../../lib/forms/allowed-origin.ts';
import { answerPlainForm } from '../../lib/forms/plain-form.ts';
import { viewerAddress } from '../../lib/spam/viewer-address.ts';
import { captureSubmission } from '../../lib/submissions/capture-submission.ts';
import type { Handlers } from '../http/endpoint.ts';
import { capture, cdnSecret, openForm } from './capture-desk.ts';

/** Pages made for other systems post here; they get the answers that they know. */
export const dropInHandlers: Handlers<typeof dropInRoutes> = {
  webToLead: async ({ body, headers, sourceIp }) => {
    const form = await openForm.byOid(String(body['oid'] ?? ''));
    const address = viewerAddress(sourceIp, headers, cdnSecret);
    const to = (location: string) => ({ body: undefined, headers: { location } });
    try {
      await captureSubmission(capture, { form, posted: readWebToLead(form, body), idempotencyKey: undefined, address });
      return to(returnAddress(form, body['retURL']));
    } catch (error) {
      // The browser shows whatever comes: a page on which the visitor can mend the fields, where others lose them silently.
      if (!(error instanceof SluiceError) || error.code !== 'invalid-fields') throw error;
      return to(answerPlainForm(form, error));
    }
  },
  hubspotSubmit: async ({ params, body, headers, sourceIp }) => {
    const form = await openForm.byGuid(params.formGuid);
    const address = viewerAddress(sourceIp, headers, cdnSecret);
    const consents = readHubspotConsents(body);
    try {
      await captureSubmission(capture, {
        form,
        posted: readHubspotPost(form, body),
        idempotencyKey: undefined,
        address,
        consents,
      });
      return { body: hubspotThanks(form) };
    } catch (error) {
      if (!(error instanceof SluiceError) || error.code !== 'invalid-fields') throw error;
      return { status: 400, body: hubspotError(error) };
    }
  },
  preflightHubspot: async ({ params, headers }) => ({
    body: undefined,
    headers: preflightHeaders(await openForm.byGuid(params.formGuid), headers['origin']),
  }),
};
