import * as z from 'zod';
import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { defineEntity } from '../table/item.ts';
import { CONSENT_STATES } from './consent-state.ts';

const schema = z.object({
  id: z.string(),
  partyId: z.string(),
  purpose: z.string(),
  state: z.enum(CONSENT_STATES),
  /** Which wording the person saw: its hash, and the form and version in which it stands. */
  wordingHash: z.string().optional(),
  formId: z.string().optional(),
  formVersion: z.number().optional(),
  at: z.string(),
  /** The submission in which it was given. */
  submissionId: z.string().optional(),
  /** The import by which it came, which says on what it rests. */
  importId: z.string().optional(),
});

/** An entry of the consent ledger: written once, never changed. */
export type ConsentEntry = z.output<typeof schema>;

/** Sort keys of a person's ledger begin with this; entries of one purpose follow each other in time. */
export const CONSENT_PREFIX = 'CONSENT#';

export const consentKey = ({ partyId, purpose, id, state }: ConsentEntry) => ({
  pk: partyTimeline(partyId),
  sk: `${CONSENT_PREFIX}${purpose}#${id}#${state}`,
});

export const consentEntity = defineEntity({
  type: 'consent',
  version: 1,
  schema,
  keys: consentKey,
});
