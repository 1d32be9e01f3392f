import { conflict } from '../errors.ts';
import { retryOnContention } from '../table/retry.ts';
import { type Desk, nowOf } from '../use-case.ts';
import type { ScoringJob } from './scoring-job-entity.ts';
import { getScoringJob, replaceScoringJob } from './scoring-job-repository.ts';

/** Stops a simulation that runs. Errors: `scoring-job-not-found`, `scoring-job-state` for one that has ended, and for a publication. */
export const stopScoringJob = (desk: Desk, id: string): Promise<ScoringJob> =>
  retryOnContention(async () => {
    const job = await getScoringJob(desk.table, id);
    if (job.kind === 'publication') {
      throw conflict('scoring-job-state', 'Rules that are published hold for all leads. Set other rules to undo them.');
    }
    if (job.state !== 'running') throw conflict('scoring-job-state', 'The simulation has ended already.');
    const stopped: ScoringJob = { ...job, state: 'stopped', finishedAt: nowOf(desk), version: job.version + 1 };
    await replaceScoringJob(desk.table, stopped);
    return stopped;
  });
