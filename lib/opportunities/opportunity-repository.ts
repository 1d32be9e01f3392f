import { accountLinks } from '../contacts/contact-entity.ts';
import { notFound } from '../errors.ts';
import { mergedList, type Source } from '../table/merged-list.ts';
import { hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import {
  OPPORTUNITY_LINK,
  type Opportunity,
  opportunityEntity,
  opportunityKey,
  opportunityOwnerPartition,
  stagePartitions,
} from './opportunity-entity.ts';
import { SALES_PIPELINE, STAGE_IDS, type StageId } from './pipeline.ts';

/** One opportunity, strongly read. Errors: `opportunity-not-found`. */
export const getOpportunity = async (table: Table, id: string): Promise<Opportunity> => {
  const item = await table.get(opportunityKey(id), { consistent: true });
  if (!item) throw notFound('opportunity');
  return opportunityEntity.fromItem(item);
};

/** Adds an opportunity that is new. */
export const insertOpportunity = (opportunity: Opportunity): Write => ({
  label: 'opportunity',
  put: opportunityEntity.toItem(opportunity),
  condition: isNew,
});

/** Replaces an opportunity as it was when `opportunity.version` was one lower. */
export const replaceOpportunity = (opportunity: Opportunity): Write => ({
  label: 'opportunity',
  put: opportunityEntity.toItem(opportunity),
  condition: hasVersion(opportunity.version - 1),
});

/** Whose opportunities to list: of an account (all), of an owner (open), of a stage, or all open ones. */
export type OpportunityList =
  | { readonly of: 'account'; readonly accountId: string }
  | { readonly of: 'owner'; readonly ownerId: string }
  | { readonly of: 'stage'; readonly stage: StageId }
  | { readonly of: 'open' };

const openStages = STAGE_IDS.filter((stage) => SALES_PIPELINE.stages[stage].status === 'open');

const byStage = (stages: readonly StageId[]): { sources: Source[]; sortKey: string } => ({
  sources: stages.flatMap((stage) =>
    stagePartitions(SALES_PIPELINE.id, stage).map((partition) => ({ index: 'byList' as const, partition })),
  ),
  sortKey: 'listSort',
});

const sourcesOf = (list: OpportunityList): { sources: Source[]; sortKey: string } => {
  switch (list.of) {
    case 'account':
      return {
        sources: [{ index: 'byRelation', partition: accountLinks(list.accountId), beginsWith: OPPORTUNITY_LINK }],
        sortKey: 'relationSort',
      };
    case 'owner':
      return {
        sources: [{ index: 'byOwner', partition: opportunityOwnerPartition(list.ownerId) }],
        sortKey: 'listSort',
      };
    case 'stage':
      return byStage([list.stage]);
    case 'open':
      return byStage(openStages);
  }
};

/** A page of opportunities, newest first. */
export const listOpportunities = async (
  table: Table,
  list: OpportunityList,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ items: Opportunity[]; next: string | undefined }> => {
  const { items, next } = await mergedList(table, { ...sourcesOf(list), newestFirst: true, limit, after });
  return { items: items.map((item) => opportunityEntity.fromItem(item)), next };
};
