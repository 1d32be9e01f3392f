import type * as z from 'zod';
import type { opportunity as wireOpportunity } from './opportunity-contract.ts';
import type { Opportunity } from './opportunity-entity.ts';
import { SALES_PIPELINE } from './pipeline.ts';

/** An opportunity as the API shows it. */
export const presentOpportunity = (opportunity: Opportunity): z.output<typeof wireOpportunity> => {
  const { status, probability } = SALES_PIPELINE.stages[opportunity.stage];
  return {
    id: opportunity.id,
    accountId: opportunity.accountId,
    contactId: opportunity.contactId ?? null,
    leadId: opportunity.leadId ?? null,
    name: opportunity.name,
    kind: opportunity.kind,
    pipelineId: opportunity.pipelineId,
    stage: opportunity.stage,
    status,
    probability,
    amount: opportunity.amount ?? null,
    closeDate: opportunity.closeDate ?? null,
    closedAt: opportunity.closedAt ?? null,
    lostReason: opportunity.lostReason ?? null,
    ownerId: opportunity.ownerId ?? null,
    lastTouch: opportunity.lastTouch ?? null,
    custom: opportunity.custom ?? {},
    tags: opportunity.tags ?? [],
    createdAt: opportunity.createdAt,
    updatedAt: opportunity.updatedAt,
    version: opportunity.version,
  };
};
