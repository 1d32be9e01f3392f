import * as z from 'zod';
import { actorRefSchema } from '../users/actor.ts';

/** What a conversion made or used, kept on the lead: it is what every later request for it is answered with. */
export const conversionSchema = z.object({
  leadId: z.string(),
  accountId: z.string(),
  contactId: z.string(),
  opportunityId: z.string().optional(),
  accountCreated: z.boolean(),
  at: z.string(),
  by: actorRefSchema,
  /** The request that did it. */
  idempotencyKey: z.string().optional(),
});

export type Conversion = z.output<typeof conversionSchema>;
