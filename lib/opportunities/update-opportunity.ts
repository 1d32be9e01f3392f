import type * as z from 'zod';
import { versionMismatch } from '../errors.ts';
import { changeExtras } from '../fields/change-extras.ts';
import { failedOn } from '../table/write-errors.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import { requireOwner } from '../users/user-repository.ts';
import { requireContactAt } from './create-opportunity.ts';
import type { opportunityRoutes } from './opportunity-contract.ts';
import type { Opportunity } from './opportunity-entity.ts';
import { getOpportunity, replaceOpportunity } from './opportunity-repository.ts';

/** Changes an opportunity as of the version that the caller read. Errors: `version-mismatch`, `contact-not-found`, `user-not-found`. */
export const updateOpportunity = async (
  desk: Desk,
  id: string,
  expectedVersion: number,
  changes: z.output<typeof opportunityRoutes.updateOpportunity.body>,
): Promise<Opportunity> => {
  const opportunity = await getOpportunity(desk.table, id);
  if (opportunity.version !== expectedVersion) throw versionMismatch();
  await requireContactAt(desk.table, changes.contactId, opportunity.accountId);
  await requireOwner(desk.table, changes.ownerId);
  const extras = await changeExtras(desk.table, 'opportunity', opportunity, changes);
  const changed = edited(opportunity, { ...changes, ...extras }, nowOf(desk));
  try {
    await desk.table.transact([replaceOpportunity(changed)]);
  } catch (error) {
    if (failedOn(error, 'opportunity')) throw versionMismatch();
    throw error;
  }
  return changed;
};
