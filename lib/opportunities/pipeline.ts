/** The stages of the pipeline that every installation starts with, in order. */
export const STAGE_IDS = ['discovery', 'proposal', 'negotiation', 'won', 'lost'] as const;
export type StageId = (typeof STAGE_IDS)[number];
export type OpportunityStatus = 'open' | 'won' | 'lost';

export interface Stage {
  readonly id: StageId;
  readonly label: string;
  /** Win probability in percent. */
  readonly probability: number;
  readonly status: OpportunityStatus;
}

/** The one pipeline until pipelines are settings. */
export const SALES_PIPELINE: { readonly id: string; readonly stages: Readonly<Record<StageId, Stage>> } = {
  id: 'sales',
  stages: {
    discovery: { id: 'discovery', label: 'Discovery', probability: 20, status: 'open' },
    proposal: { id: 'proposal', label: 'Proposal', probability: 50, status: 'open' },
    negotiation: { id: 'negotiation', label: 'Negotiation', probability: 80, status: 'open' },
    won: { id: 'won', label: 'Won', probability: 100, status: 'won' },
    lost: { id: 'lost', label: 'Lost', probability: 0, status: 'lost' },
  },
};

export const FIRST_STAGE: StageId = 'discovery';

/** An open opportunity may go anywhere but where it is; a closed one stays closed. */
export const canMoveStage = (from: StageId, to: StageId): boolean =>
  from !== to && SALES_PIPELINE.stages[from].status === 'open';
