import * as z from 'zod';
import { lastTouchSchema } from '../activities/last-touch.ts';
import { opportunityTimeline } from '../activities/timeline-entry-entity.ts';
import { accountLinks } from '../contacts/contact-entity.ts';
import { money } from '../conversion/conversion-contract.ts';
import { customValues } from '../fields/field-contract.ts';
import { shardOf } from '../ids.ts';
import { defineEntity } from '../table/item.ts';
import { OPPORTUNITY_KINDS } from './opportunity-contract.ts';
import { SALES_PIPELINE, STAGE_IDS, type StageId } from './pipeline.ts';

const schema = z.object({
  id: z.string(),
  accountId: z.string(),
  contactId: z.string().optional(),
  leadId: z.string().optional(),
  name: z.string(),
  kind: z.enum(OPPORTUNITY_KINDS),
  pipelineId: z.string(),
  stage: z.enum(STAGE_IDS),
  amount: money.optional(),
  closeDate: z.string().optional(),
  closedAt: z.string().optional(),
  lostReason: z.string().optional(),
  ownerId: z.string().optional(),
  lastTouch: lastTouchSchema.optional(),
  custom: customValues.optional(),
  tags: z.array(z.string()).optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
});

/** A potential sale, always attached to an account. */
export type Opportunity = z.output<typeof schema>;

const STAGE_SHARDS = 4;

export const opportunityKey = (id: string) => ({ pk: opportunityTimeline(id), sk: 'OPPORTUNITY' });

/** The shards of a stage, as partitions of `byList`. */
export const stagePartitions = (pipelineId: string, stage: StageId): string[] =>
  Array.from({ length: STAGE_SHARDS }, (_, shard) => `OPPORTUNITIES#${pipelineId}#${stage}#${shard}`);

export const opportunityOwnerPartition = (ownerId: string): string => `OPPORTUNITIES#${ownerId}`;

export const OPPORTUNITY_LINK = 'OPPORTUNITY#';

export const opportunityEntity = defineEntity({
  type: 'opportunity',
  version: 1,
  schema,
  keys: ({ id, pipelineId, stage, ownerId, accountId }) => ({
    ...opportunityKey(id),
    listKey: `OPPORTUNITIES#${pipelineId}#${stage}#${shardOf(id, STAGE_SHARDS)}`,
    listSort: id,
    ...(ownerId &&
      SALES_PIPELINE.stages[stage].status === 'open' && {
        ownerKey: opportunityOwnerPartition(ownerId),
      }),
    relationKey: accountLinks(accountId),
    relationSort: `${OPPORTUNITY_LINK}${id}`,
  }),
});
