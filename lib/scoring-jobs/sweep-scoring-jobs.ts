import type { Table } from '../table/table.ts';
import { finishPass } from './finish-pass.ts';
import type { ScoringJobEvents } from './scoring-job-events.ts';
import { listLanes, listScoringJobs } from './scoring-job-repository.ts';
import { SCORING_LANES } from './scoring-lanes.ts';

/** Milliseconds after which a list that has not come on is announced again. */
const PATIENCE = 60_000;

/** Announces again the lists of running jobs that have not come on for a minute; gives how many. What was only late stops by itself. */
export const sweepScoringJobs = async ({
  table,
  events,
  now,
}: {
  readonly table: Table;
  readonly events: ScoringJobEvents;
  readonly now: () => number;
}): Promise<number> => {
  let sent = 0;
  for (const job of await listScoringJobs(table)) {
    if (job.state !== 'running' || now() - job.passAt < PATIENCE) continue;
    const lanes = new Map((await listLanes(table, job.id)).map((lane) => [lane.name, lane]));
    const left = SCORING_LANES.filter((name) => {
      const lane = lanes.get(name);
      if (lane?.pass !== job.pass) return true;
      return !lane.done && now() - lane.movedAt > PATIENCE;
    });
    await events.send(left.map((lane) => ({ jobId: job.id, lane })));
    sent += left.length;
    // All lists are done, and whoever did the last one died before saying so.
    if (left.length === 0) await finishPass({ table, events, now }, job.id);
  }
  return sent;
};
