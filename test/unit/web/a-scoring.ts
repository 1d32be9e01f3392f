import { DEFAULT_SCORING } from '../../../lib/scoring/default-scoring.ts';
import type { ScoringSettings } from '../../../web/scoring/scoring-queries.ts';

/** The rules that an installation starts with, as the API answers them. */
export const aScoring = (changes: Partial<ScoringSettings['set']> = {}, version = 1): ScoringSettings => ({
  version,
  set: { ...DEFAULT_SCORING, ...changes },
});
