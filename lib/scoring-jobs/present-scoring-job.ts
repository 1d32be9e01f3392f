import type * as z from 'zod';
import type { Table } from '../table/table.ts';
import type { scoringJob, simulationResult } from './scoring-job-contract.ts';
import type { ScoringJob } from './scoring-job-entity.ts';
import { listLanes } from './scoring-job-repository.ts';
import type { ScoringLane } from './scoring-lane-entity.ts';
import { SCORING_LANES } from './scoring-lanes.ts';
import { emptyTally, mergeTallies, type Tally } from './tally.ts';

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const foresight = (converted: number, convertedCandidates: number, disqualifiedCandidates: number) => ({
  convertedCandidates,
  disqualifiedCandidates,
  precision: share(convertedCandidates, convertedCandidates + disqualifiedCandidates),
  recall: share(convertedCandidates, converted),
});

const presentTally = (tally: Tally): z.output<typeof simulationResult> => ({
  open: {
    leads: tally.open,
    changed: tally.changed,
    candidates: { before: tally.candidatesBefore, after: tally.candidatesAfter },
    flagged: tally.flagged,
    unflagged: tally.unflagged,
    scores: { before: tally.scoresBefore, after: tally.scoresAfter },
  },
  examples: { flagged: tally.flaggedExamples, unflagged: tally.unflaggedExamples },
  closed: {
    converted: tally.converted,
    disqualified: tally.disqualified,
    before: foresight(tally.converted, tally.convertedBefore, tally.disqualifiedBefore),
    after: foresight(tally.converted, tally.convertedAfter, tally.disqualifiedAfter),
  },
  judgements: { tooHigh: tally.tooHigh, tooLow: tally.tooLow, right: tally.right },
});

/** A job as the API shows it: what its lists add up to. */
export const presentScoringJob = (job: ScoringJob, lanes: readonly ScoringLane[]): z.output<typeof scoringJob> => {
  const current = lanes.filter(({ pass }) => pass === job.pass);
  const sum = (count: (lane: ScoringLane) => number) => current.reduce((total, lane) => total + count(lane), 0);
  const tallies = current.flatMap(({ tally }) => tally ?? []);
  const isSimulation = job.kind === 'simulation';
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    rules: job.rules ?? null,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt ?? null,
    progress: {
      done: current.filter(({ done }) => done).length,
      total: SCORING_LANES.length,
      leads: sum(({ seen }) => seen),
      changed: isSimulation
        ? tallies.reduce((total, { changed }) => total + changed, 0)
        : lanes.reduce((total, { changedInAll }) => total + changedInAll, 0),
    },
    result: isSimulation ? presentTally(tallies.reduce(mergeTallies, emptyTally())) : null,
  };
};

/** The same, with its lists read. */
export const showScoringJob = async (table: Table, job: ScoringJob): Promise<z.output<typeof scoringJob>> =>
  presentScoringJob(job, await listLanes(table, job.id));
