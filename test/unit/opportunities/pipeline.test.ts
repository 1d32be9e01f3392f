import { describe, expect, it } from 'vitest';
import { canMoveStage, FIRST_STAGE, SALES_PIPELINE, STAGE_IDS } from '../../../lib/opportunities/pipeline.ts';

const OPEN = ['discovery', 'proposal', 'negotiation'];

describe('the pipeline', () => {
  for (const from of STAGE_IDS) {
    for (const to of STAGE_IDS) {
      const allowed = OPEN.includes(from) && from !== to;
      it(`${allowed ? 'lets' : 'does not let'} an opportunity go from ${from} to ${to}`, () => {
        expect(canMoveStage(from, to)).toBe(allowed);
      });
    }
  }

  it('begins with an open stage', () => {
    expect(SALES_PIPELINE.stages[FIRST_STAGE].status).toBe('open');
  });

  it('grows more certain from stage to stage, and knows won and lost for sure', () => {
    const open = STAGE_IDS.map((stage) => SALES_PIPELINE.stages[stage]).filter(({ status }) => status === 'open');
    const probabilities = open.map(({ probability }) => probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => a - b));
    expect(SALES_PIPELINE.stages.won).toMatchObject({ probability: 100, status: 'won' });
    expect(SALES_PIPELINE.stages.lost).toMatchObject({ probability: 0, status: 'lost' });
  });
});
