import { remembered } from '../settings/remembered.ts';
import { readPastSettings, readSettings, type SettingsKind } from '../settings/settings-repository.ts';
import type { Table } from '../table/table.ts';
import { DEFAULT_SCORING } from './default-scoring.ts';
import { compileScoring, type Scorer } from './scorer.ts';
import { type ScoringSet, scoringSet } from './scoring-contract.ts';

/** How leads are scored; what an installation starts with until somebody sets it. */
export const SCORING_SETTINGS: SettingsKind<ScoringSet> = {
  name: 'scoring',
  schema: scoringSet,
  initial: DEFAULT_SCORING,
};

/** Milliseconds for which an instance scores by the rules that it read. */
const SHORTLY = 10_000;
/** A version never changes. */
const LONG = 3_600_000;

/** The rules of one function instance: today's, at most ten seconds old, and those of the past. */
export interface Scorers {
  current(): Promise<Scorer>;
  /** The rules of a version, by which a score of the past is explained; today's where that version is gone. */
  ofVersion(version: number): Promise<Scorer>;
}

/** Opens the scoring rules of a table. */
export const openScorers = (table: Table): Scorers => {
  const current = remembered(SHORTLY, async () => {
    const { version, value } = await readSettings(table, SCORING_SETTINGS);
    return compileScoring(value, version);
  });
  const past = remembered(LONG, async (version) => {
    if (version === '0') return compileScoring(DEFAULT_SCORING, 0);
    const value = await readPastSettings(table, SCORING_SETTINGS, Number(version));
    return value === undefined ? current('current') : compileScoring(value, Number(version));
  });
  return { current: () => current('current'), ofVersion: (version) => past(String(version)) };
};
