import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import { leadKey } from './lead-entity.ts';

const schema = z.object({
  id: z.string(),
  /** The party of the lead, whose timeline stays where it is. */
  partyId: z.string(),
  /** The lead that it became part of. */
  mergedInto: z.string(),
  mergeId: z.string(),
  /** How it came in: the first entry of its timeline still tells it. */
  source: z.string(),
  submissionId: z.string().optional(),
  name: z.string(),
  /** One on from the lead's last version, so that a writer who read the lead before loses. */
  version: z.number(),
});

/** What stays in the place of a lead that was merged into another one. */
export type LeadRedirect = z.output<typeof schema>;

export const leadRedirectEntity = defineEntity({
  type: 'lead-redirect',
  version: 1,
  schema,
  keys: (redirect) => leadKey(redirect.id),
});
