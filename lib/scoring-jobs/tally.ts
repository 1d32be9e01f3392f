import * as z from 'zod';
import { leadName } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { isOpen } from '../leads/lead-status.ts';
import type { Score } from '../scoring/scorer.ts';

const example = z.object({ id: z.string(), name: z.string(), before: z.number(), after: z.number() });

const judged = z.object({ leads: z.number(), met: z.number() });

/** What a simulation counts, in one list or in all. */
export const tallySchema = z.object({
  open: z.number(),
  changed: z.number(),
  candidatesBefore: z.number(),
  candidatesAfter: z.number(),
  flagged: z.number(),
  unflagged: z.number(),
  scoresBefore: z.array(z.number()),
  scoresAfter: z.array(z.number()),
  flaggedExamples: z.array(example),
  unflaggedExamples: z.array(example),
  converted: z.number(),
  convertedBefore: z.number(),
  convertedAfter: z.number(),
  disqualified: z.number(),
  disqualifiedBefore: z.number(),
  disqualifiedAfter: z.number(),
  tooHigh: judged,
  tooLow: judged,
  right: judged,
});

export type Tally = z.output<typeof tallySchema>;

const BANDS = 10;
const MOST_EXAMPLES = 20;

/** A tally of nothing. */
export const emptyTally = (): Tally => ({
  open: 0,
  changed: 0,
  candidatesBefore: 0,
  candidatesAfter: 0,
  flagged: 0,
  unflagged: 0,
  scoresBefore: Array.from({ length: BANDS }, () => 0),
  scoresAfter: Array.from({ length: BANDS }, () => 0),
  flaggedExamples: [],
  unflaggedExamples: [],
  converted: 0,
  convertedBefore: 0,
  convertedAfter: 0,
  disqualified: 0,
  disqualifiedBefore: 0,
  disqualifiedAfter: 0,
  tooHigh: { leads: 0, met: 0 },
  tooLow: { leads: 0, met: 0 },
  right: { leads: 0, met: 0 },
});

const bandOf = (score: number): number => Math.min(BANDS - 1, Math.floor(score / 10));

const addBand = (bands: readonly number[], score: number): number[] =>
  bands.map((count, band) => (band === bandOf(score) ? count + 1 : count));

const addOpen = (tally: Tally, lead: Lead, after: Score): Tally => {
  const flagged = !lead.candidate && after.candidate;
  const unflagged = lead.candidate && !after.candidate;
  const one = { id: lead.id, name: leadName(lead), before: lead.score, after: after.score };
  const { flaggedExamples, unflaggedExamples } = tally;
  return {
    ...tally,
    open: tally.open + 1,
    changed: tally.changed + (lead.score === after.score && !flagged && !unflagged ? 0 : 1),
    candidatesBefore: tally.candidatesBefore + Number(lead.candidate),
    candidatesAfter: tally.candidatesAfter + Number(after.candidate),
    flagged: tally.flagged + Number(flagged),
    unflagged: tally.unflagged + Number(unflagged),
    scoresBefore: addBand(tally.scoresBefore, lead.score),
    scoresAfter: addBand(tally.scoresAfter, after.score),
    flaggedExamples: flagged && flaggedExamples.length < MOST_EXAMPLES ? [...flaggedExamples, one] : flaggedExamples,
    unflaggedExamples:
      unflagged && unflaggedExamples.length < MOST_EXAMPLES ? [...unflaggedExamples, one] : unflaggedExamples,
  };
};

const addClosed = (tally: Tally, lead: Lead, after: Score): Tally =>
  lead.status === 'converted'
    ? {
        ...tally,
        converted: tally.converted + 1,
        convertedBefore: tally.convertedBefore + Number(lead.candidate),
        convertedAfter: tally.convertedAfter + Number(after.candidate),
      }
    : {
        ...tally,
        disqualified: tally.disqualified + 1,
        disqualifiedBefore: tally.disqualifiedBefore + Number(lead.candidate),
        disqualifiedAfter: tally.disqualifiedAfter + Number(after.candidate),
      };

const withJudgement = ({ leads, met }: z.output<typeof judged>, isMet: boolean): z.output<typeof judged> => ({
  leads: leads + 1,
  met: met + Number(isMet),
});

/** What somebody said of a score is met by fewer points, by more points, or by the same candidate flag. */
const addJudgement = (tally: Tally, { scoreJudgement, candidate }: Lead, after: Score): Tally => {
  if (!scoreJudgement) return tally;
  const { verdict, score } = scoreJudgement;
  switch (verdict) {
    case 'too-high':
      return { ...tally, tooHigh: withJudgement(tally.tooHigh, after.score < score) };
    case 'too-low':
      return { ...tally, tooLow: withJudgement(tally.tooLow, after.score > score) };
    case 'right':
      return { ...tally, right: withJudgement(tally.right, after.candidate === candidate) };
  }
};

/** A tally with one more lead, as it is and as proposed rules would score it. */
export const addLead = (tally: Tally, lead: Lead, after: Score): Tally =>
  addJudgement(isOpen(lead.status) ? addOpen(tally, lead, after) : addClosed(tally, lead, after), lead, after);

const sumOf = (one: readonly number[], other: readonly number[]): number[] =>
  one.map((count, band) => count + (other[band] ?? 0));

const both = (one: z.output<typeof judged>, other: z.output<typeof judged>) => ({
  leads: one.leads + other.leads,
  met: one.met + other.met,
});

/** Two tallies as one. */
export const mergeTallies = (one: Tally, other: Tally): Tally => ({
  open: one.open + other.open,
  changed: one.changed + other.changed,
  candidatesBefore: one.candidatesBefore + other.candidatesBefore,
  candidatesAfter: one.candidatesAfter + other.candidatesAfter,
  flagged: one.flagged + other.flagged,
  unflagged: one.unflagged + other.unflagged,
  scoresBefore: sumOf(one.scoresBefore, other.scoresBefore),
  scoresAfter: sumOf(one.scoresAfter, other.scoresAfter),
  flaggedExamples: [...one.flaggedExamples, ...other.flaggedExamples].slice(0, MOST_EXAMPLES),
  unflaggedExamples: [...one.unflaggedExamples, ...other.unflaggedExamples].slice(0, MOST_EXAMPLES),
  converted: one.converted + other.converted,
  convertedBefore: one.convertedBefore + other.convertedBefore,
  convertedAfter: one.convertedAfter + other.convertedAfter,
  disqualified: one.disqualified + other.disqualified,
  disqualifiedBefore: one.disqualifiedBefore + other.disqualifiedBefore,
  disqualifiedAfter: one.disqualifiedAfter + other.disqualifiedAfter,
  tooHigh: both(one.tooHigh, other.tooHigh),
  tooLow: both(one.tooLow, other.tooLow),
  right: both(one.right, other.right),
});
