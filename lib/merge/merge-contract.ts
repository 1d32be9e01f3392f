import * as z from 'zod';
import { recordId } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { lead } from '../leads/lead-contract.ts';
import { SALES } from '../users/role.ts';
import { MERGE_SIDES } from './merge-field.ts';

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable();

/** A field in which the two differ, with both values and the side that is taken. */
const fieldChoice = z.object({
  field: z.string(),
  this: fieldValue,
  other: fieldValue,
  taken: z.enum(MERGE_SIDES),
});

const mergeBody = z.strictObject({
  otherId: recordId,
  /** By field, the side whose value is taken; of the others the lead's own, and the other's where it has none. */
  fields: z.record(z.string().max(60), z.enum(MERGE_SIDES)).optional(),
  /** The version of the other lead that the choice is based on. */
  otherVersion: z.int().optional(),
  dryRun: z.boolean().optional(),
});

const mergeResult = z.object({
  /** By which the merge can be undone; null when nothing was written. */
  mergeId: recordId.nullable(),
  /** The lead as it is with the other one in it, or would be. */
  lead,
  fields: z.array(fieldChoice),
});

const undoResult = z.object({
  /** The lead that stayed and the one that is a lead of its own again. */
  leads: z.tuple([lead, lead]),
  /** Fields that were edited since the merge, which the lead that stayed keeps. */
  kept: z.array(z.string()),
});

export const mergeRoutes = {
  mergeLead: defineRoute({
    method: 'POST',
    path: '/v1/leads/{id}/merge',
    summary: 'Merges another lead into this one, or shows with `dryRun` what would come of it',
    access: SALES,
    recordScope: 'all',
    params: z.object({ id: recordId }),
    body: mergeBody,
    ifMatch: 'optional',
    responses: { 200: mergeResult },
    errors: [
      'lead-not-found',
      'lead-merged',
      'lead-closed',
      'same-lead',
      'unknown-merge-field',
      'merge-limit',
      'version-mismatch',
    ],
  }),
  undoMerge: defineRoute({
    method: 'POST',
    path: '/v1/merges/{id}/undo',
    summary: 'Makes two leads of one again; the last merge of a lead is undone first',
    access: SALES,
    recordScope: 'all',
    params: z.object({ id: recordId }),
    responses: { 200: undoResult },
    errors: ['merge-not-found', 'merge-not-last', 'lead-merged', 'lead-closed', 'address-taken'],
  }),
};
