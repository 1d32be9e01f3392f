import * as z from 'zod';
import { defineRoute } from '../contract/route.ts';

/** The routes by which pages made for other systems post here after a change of their address alone. */
const hubspotParams = z.object({ portalId: z.string().max(40), formGuid: z.guid().toLowerCase() });

const hubspotBody = z.looseObject({
  fields: z.array(z.looseObject({ name: z.string().max(100), value: z.unknown() })).max(200),
  context: z.looseObject({ pageUri: z.string().optional(), pageName: z.string().optional() }).optional(),
  legalConsentOptions: z
    .looseObject({
      consent: z
        .looseObject({
          consentToProcess: z.boolean().optional(),
          text: z.string().max(5000).optional(),
          communications: z
            .array(
              z.looseObject({
                value: z.boolean(),
                subscriptionTypeId: z.number(),
                text: z.string().max(5000).optional(),
              }),
            )
            .max(50)
            .optional(),
        })
        .optional(),
    })
    .optional(),
});

export type HubspotPost = z.output<typeof hubspotBody>;

export const dropInRoutes = {
  webToLead: defineRoute({
    method: 'POST',
    path: '/servlet/servlet.WebToLead',
    summary:
      'Takes a Salesforce Web-to-Lead form; `oid` says which form it belongs to, `retURL` where the browser goes',
    access: 'public',
    recordScope: 'none',
    body: z.record(z.string(), z.unknown()),
    accepts: ['application/x-www-form-urlencoded', 'multipart/form-data'],
    responses: { 303: null },
    errors: ['form-not-found'],
  }),
  hubspotSubmit: defineRoute({
    method: 'POST',
    path: '/submissions/v3/integration/submit/{portalId}/{formGuid}',
    summary: 'Takes a HubSpot Forms v3 submission; the form GUID says which form it belongs to',
    access: 'public',
    recordScope: 'none',
    params: hubspotParams,
    body: hubspotBody,
    responses: {
      200: z.object({ inlineMessage: z.string().optional(), redirectUri: z.string().optional() }),
      400: z.object({
        status: z.literal('error'),
        message: z.string(),
        errors: z.array(z.object({ message: z.string(), errorType: z.string() })),
      }),
    },
    errors: ['form-not-found'],
  }),
  preflightHubspot: defineRoute({
    method: 'OPTIONS',
    path: '/submissions/v3/integration/submit/{portalId}/{formGuid}',
    summary: 'Says to a browser which origins may post to this form',
    access: 'public',
    recordScope: 'none',
    params: hubspotParams,
    responses: { 204: null },
    errors: ['form-not-found'],
  }),
};
