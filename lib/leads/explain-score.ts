import type * as z from 'zod';
import { notFound } from '../errors.ts';
import { timeOfId } from '../ids.ts';
import type { PastScore } from '../scoring/past-score-entity.ts';
import { findPastScore } from '../scoring/past-score-repository.ts';
import { CAP_RULES, type Scorer, SYSTEM_LABELS } from '../scoring/scorer.ts';
import type { explainedScore } from '../scoring/scoring-contract.ts';
import type { Scorers } from '../scoring/scoring-settings.ts';
import type { Table } from '../table/table.ts';
import type { Lead } from './lead-entity.ts';
import { entriesOfLead } from './score-change.ts';

type ExplainedScore = z.output<typeof explainedScore>;

const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** What an entry is called, and which group it belongs to, by the rules of its time. */
const wordsOf = ({ set }: Scorer, rule: string): Pick<ExplainedScore['entries'][number], 'label' | 'group'> => {
  const known = set.rules.find(({ id }) => id === rule);
  return {
    label: known?.label ?? SYSTEM_LABELS[rule] ?? rule,
    group: known?.group ?? (rule === CAP_RULES.engagement ? 'engagement' : 'fit'),
  };
};

const present = (
  scorer: Scorer,
  { score, candidate, rules, from, entries }: Omit<PastScore, 'leadId'>,
): ExplainedScore => ({
  score,
  grade: scorer.gradeOf(score) ?? null,
  candidate,
  rules,
  from: isoOf(from),
  entries: [...entries]
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .map(({ rule, points, evidence, at }) => ({
      rule,
      ...wordsOf(scorer, rule),
      points,
      evidence: evidence ?? null,
      at: at === undefined ? null : isoOf(at),
    })),
});

/** The score that a lead has now, with what it is the sum of, the weightiest first. `itsOwn` are the rules by which it was scored. */
export const presentScore = (lead: Lead, itsOwn: Scorer): ExplainedScore =>
  present(itsOwn, {
    score: lead.score,
    candidate: lead.candidate,
    rules: lead.rules,
    from: lead.scoredAt ?? timeOfId(lead.id),
    entries: entriesOfLead(lead, itsOwn).map(({ rule, points, evidence, at }) => ({ rule, points, evidence, at })),
  });

/** The score that a lead had at a time in milliseconds since the epoch, now or in the past. Errors: `score-not-found` for a time before the lead came in. */
export const scoreAt = async (
  { table, scorers }: { readonly table: Table; readonly scorers: Scorers },
  lead: Lead,
  at: number,
): Promise<ExplainedScore> => {
  if ((lead.scoredAt ?? 0) <= at) return presentScore(lead, await scorers.ofVersion(lead.rules));
  const past = await findPastScore(table, lead.id, at);
  if (!past) throw notFound('score');
  return present(await scorers.ofVersion(past.rules), past);
};
