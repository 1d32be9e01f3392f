import { DEFAULT_SCORING } from '../lib/scoring/default-scoring.ts';
import type { ScoringSet } from '../lib/scoring/scoring-contract.ts';

/** Rules by which every lead with a company address scores another number of points than by those that an installation starts with. */
export const STRICTER: ScoringSet = {
  ...DEFAULT_SCORING,
  rules: DEFAULT_SCORING.rules.map((rule) => (rule.id === 'company-email' ? { ...rule, points: 10 } : rule)),
};
