import type * as z from 'zod';
import { wonBy } from '../accounts/account.ts';
import { getAccount, replaceAccount } from '../accounts/account-repository.ts';
import { opportunityTimeline } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import { conflict, invalid, versionMismatch } from '../errors.ts';
import { newId } from '../ids.ts';
import { retryOnContention } from '../table/retry.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import type { opportunityRoutes } from './opportunity-contract.ts';
import type { Opportunity } from './opportunity-entity.ts';
import { getOpportunity, replaceOpportunity } from './opportunity-repository.ts';
import { canMoveStage, SALES_PIPELINE } from './pipeline.ts';

/**
 * Moves an opportunity to another stage. The first won deal makes its prospect a customer, in the same transaction. Errors: `stage-not-allowed`,
 * `lost-reason-required`, `version-mismatch` when the caller named a version.
 */
export const moveOpportunity = async (
  desk: Desk,
  id: string,
  expectedVersion: number | undefined,
  { stage, lostReason }: z.output<typeof opportunityRoutes.moveOpportunity.body>,
): Promise<Opportunity> => {
  const by = await actorRef(desk.table, desk.actor);
  return retryOnContention(async () => {
    const opportunity = await getOpportunity(desk.table, id);
    if (expectedVersion !== undefined && opportunity.version !== expectedVersion) throw versionMismatch();
    if (!canMoveStage(opportunity.stage, stage)) {
      throw conflict('stage-not-allowed', `An opportunity does not go from ${opportunity.stage} to ${stage}.`);
    }
    const { label, status } = SALES_PIPELINE.stages[stage];
    if (status === 'lost' && !lostReason) {
      throw invalid('lost-reason-required', 'Say why the deal was lost.', [
        { path: 'lostReason', message: 'is needed' },
      ]);
    }
    const at = nowOf(desk);
    const closedAt = status === 'open' ? undefined : at;
    const moved = edited(opportunity, { stage, closedAt, lostReason: status === 'lost' ? lostReason : undefined }, at);
    const account = status === 'won' ? await getAccount(desk.table, opportunity.accountId) : undefined;
    await desk.table.transact([
      replaceOpportunity(moved),
      ...(account?.status === 'prospect' ? [replaceAccount(wonBy(account, at))] : []),
      addTimelineEntry({
        id: newId(desk.now()),
        kind: 'system',
        event: status === 'open' ? 'stage-changed' : `opportunity-${status}`,
        at,
        by,
        subject: label,
        text: moved.lostReason,
        on: { type: 'opportunity', id },
        timeline: opportunityTimeline(id),
      }),
    ]);
    return moved;
  });
};
