import { isDeepStrictEqual } from 'node:util';
import type { PastScore } from '../scoring/past-score-entity.ts';
import type { Score, ScoreEntry, Scorer } from '../scoring/scorer.ts';
import { EARLIER_RELEASE_RULE, systemEntry } from '../scoring/scorer.ts';
import type { Lead } from './lead-entity.ts';
import { factsOfLead } from './lead-facts.ts';

/** With what leads are scored: the rules of today, and the time in milliseconds since the epoch. */
export interface Scoring {
  readonly scorer: Scorer;
  readonly now: number;
}

/** The score of a lead by some rules at a time in milliseconds since the epoch. */
export const scoreOfLead = (lead: Lead, scorer: Scorer, at: number): Score =>
  scorer.score(factsOfLead(lead), lead.signals ?? [], at);

/** The lead with the score that follows from its fields and signals, and the candidate flag. */
export const enrichAndScore = (lead: Lead, { scorer, now }: Scoring): Lead => {
  // Clocks differ a little: a score never holds since before the one that it takes the place of.
  const at = Math.max(now, lead.scoredAt ?? 0);
  const { score, candidate } = scoreOfLead(lead, scorer, at);
  return { ...lead, score, candidate, rules: scorer.version, scoredAt: at };
};

/**
 * What the score of a lead is the sum of: found again, by the rules by which it was scored and as of then, so that it need not be kept with each lead. Should a release
 * know more of an address than the one that scored it, the difference is an entry too.
 */
export const entriesOfLead = (lead: Lead, itsOwn: Scorer): readonly ScoreEntry[] => {
  const { score, entries } = scoreOfLead(lead, itsOwn, lead.scoredAt ?? 0);
  if (score === lead.score) return entries;
  return [...entries, systemEntry(EARLIER_RELEASE_RULE, 'fit', lead.score - score)];
};

/** A lead after a change, and the score that its own takes the place of, where it is another one or another sum. */
export interface ScoreChange {
  readonly lead: Lead;
  readonly past: PastScore | undefined;
}

/** A lead whose score is computed already, and the one that it takes the place of. A score that stays as it was holds since it was first computed. */
const inPlaceOf = (before: Lead, after: Lead, scorer: Scorer, itsOwn: Scorer): ScoreChange => {
  const { id: leadId, score, candidate, rules, scoredAt } = before;
  if (scoredAt === undefined) return { lead: after, past: undefined };
  const entries = entriesOfLead(before, itsOwn);
  const stays =
    score === after.score && candidate === after.candidate && isDeepStrictEqual(entries, entriesOfLead(after, scorer));
  if (stays) return { lead: { ...after, rules, scoredAt }, past: undefined };
  const kept = entries.map(({ rule, points, evidence, at }) => ({ rule, points, evidence, at }));
  return { lead: after, past: { leadId, from: scoredAt, score, candidate, rules, entries: kept } };
};

/** Scores a lead after a change. `itsOwn` are the rules by which it was scored before. */
export const scoreChange = (before: Lead, changed: Lead, scoring: Scoring, itsOwn: Scorer): ScoreChange =>
  inPlaceOf(before, enrichAndScore(changed, scoring), scoring.scorer, itsOwn);

/** A lead that is put back to what it was before, with the score that it had then, unless there are other rules by now. */
export const scoreBack = (current: Lead, restored: Lead, scoring: Scoring, itsOwn: Scorer): ScoreChange => {
  const scoredAt = Math.max(scoring.now, current.scoredAt ?? 0);
  if (restored.rules !== scoring.scorer.version)
    return scoreChange(current, { ...restored, scoredAt }, scoring, itsOwn);
  return inPlaceOf(current, { ...restored, scoredAt }, scoring.scorer, itsOwn);
};
