import type { Table } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import type { ScoringJobEvents } from './scoring-job-events.ts';
import { getScoringJob, listLanes, replaceScoringJob } from './scoring-job-repository.ts';
import { SCORING_LANES } from './scoring-lanes.ts';

/** A lead that changes from one list to another meanwhile may be missed in a pass, never in so many. */
const MOST_PASSES = 5;

interface FinishDesk {
  readonly table: Table;
  readonly events: ScoringJobEvents;
  readonly now: () => number;
}

/**
 * Ends the pass of a job whose lanes are all done: a publication that changed something goes through all lists once more, because a lead that somebody moved from one
 * list to another meanwhile may have been missed; otherwise the job is done.
 */
export const finishPass = async ({ table, events, now }: FinishDesk, jobId: string): Promise<void> => {
  const job = await getScoringJob(table, jobId);
  if (job.state !== 'running') return;
  const lanes = (await listLanes(table, jobId)).filter(({ pass, done }) => pass === job.pass && done);
  if (lanes.length < SCORING_LANES.length) return;
  const isSettled = job.kind === 'simulation' || lanes.every(({ changed }) => changed === 0) || job.pass >= MOST_PASSES;
  const version = job.version + 1;
  try {
    if (isSettled) {
      const finishedAt = new Date(now()).toISOString();
      return await replaceScoringJob(table, { ...job, state: 'done', finishedAt, version });
    }
    await replaceScoringJob(table, { ...job, pass: job.pass + 1, passAt: now(), version });
  } catch (error) {
    // Another worker ended the pass at the same moment.
    if (error instanceof ConditionFailed) return;
    throw error;
  }
  await events.send(SCORING_LANES.map((lane) => ({ jobId, lane })));
};
