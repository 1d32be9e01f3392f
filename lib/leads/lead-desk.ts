import type { Scorers } from '../scoring/scoring-settings.ts';
import type { Desk } from '../use-case.ts';
import type { Scoring } from './score-change.ts';

/** What the use cases of leads work with. */
export interface LeadDesk extends Desk {
  readonly scorers: Scorers;
}

/** The rules and the moment by which a lead is scored now. */
export const scoringOf = async ({ scorers, now }: Pick<LeadDesk, 'scorers' | 'now'>): Promise<Scoring> => ({
  scorer: await scorers.current(),
  now: now(),
});
