import type { Lead } from '../leads/lead-entity.ts';
import type { Scoring } from '../leads/score-change.ts';
import type { Scorer } from '../scoring/scorer.ts';
import type { Scorers } from '../scoring/scoring-settings.ts';

/** By which rules the leads of rows are scored, and by which they were. */
export interface RowScoring extends Scoring {
  readonly itsOwn: (lead: Pick<Lead, 'rules'>) => Scorer;
}

/** What it takes to score rows that change these leads, at a time in milliseconds since the epoch. */
export const rowScoring = async (scorers: Scorers, now: number, leads: readonly Lead[]): Promise<RowScoring> => {
  const scorer = await scorers.current();
  const versions = [...new Set(leads.map(({ rules }) => rules))];
  const known = new Map(await Promise.all(versions.map(async (one) => [one, await scorers.ofVersion(one)] as const)));
  return { scorer, now, itsOwn: ({ rules }) => known.get(rules) ?? scorer };
};
