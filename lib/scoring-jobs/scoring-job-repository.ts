import { notFound } from '../errors.ts';
import { hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import { SCORING_JOBS_PARTITION, type ScoringJob, scoringJobEntity, scoringJobKey } from './scoring-job-entity.ts';
import { lanesPartition, type ScoringLane, scoringLaneEntity, scoringLaneKey } from './scoring-lane-entity.ts';

/** Jobs that are shown, and looked at by the sweeper. */
const LAST_JOBS = 20;
/** More lists than leads have there are not. */
const MOST_LANES = 1000;

/** The label of a lane's write: it fails when another worker came on with the lane. */
export const LANE_WRITE = 'scoring-lane';

/** A job that is new. */
export const insertScoringJob = (job: ScoringJob): Write => ({
  label: 'scoring-job',
  put: scoringJobEntity.toItem(job),
  condition: isNew,
});

/** A job as it is now, strongly read. Errors: `scoring-job-not-found`. */
export const getScoringJob = async (table: Table, id: string): Promise<ScoringJob> => {
  const item = await table.get(scoringJobKey(id), { consistent: true });
  if (!item) throw notFound('scoring-job');
  return scoringJobEntity.fromItem(item);
};

/** A job one version on. Errors: `ConditionFailed` when somebody else changed it. */
export const replaceScoringJob = (table: Table, job: ScoringJob): Promise<void> =>
  table.put(scoringJobEntity.toItem(job), hasVersion(job.version - 1));

/** The last jobs, newest first. */
export const listScoringJobs = async (table: Table): Promise<ScoringJob[]> => {
  const { items } = await table.query({ partition: SCORING_JOBS_PARTITION, newestFirst: true, limit: LAST_JOBS });
  return items.map((item) => scoringJobEntity.fromItem(item));
};

/** A lane of a job, strongly read, or `undefined` when it has not begun. */
export const findLane = async (table: Table, jobId: string, name: string): Promise<ScoringLane | undefined> => {
  const item = await table.get(scoringLaneKey(jobId, name), { consistent: true });
  return item && scoringLaneEntity.fromItem(item);
};

/** A lane one version on, in the transaction of the leads of its step. */
export const moveLane = (lane: ScoringLane): Write => ({
  label: LANE_WRITE,
  put: scoringLaneEntity.toItem(lane),
  condition: lane.version === 1 ? isNew : hasVersion(lane.version - 1),
});

/** All lanes of a job that have begun, strongly read. */
export const listLanes = async (table: Table, jobId: string): Promise<ScoringLane[]> => {
  const { items } = await table.query({ partition: lanesPartition(jobId), consistent: true, limit: MOST_LANES });
  return items.map((item) => scoringLaneEntity.fromItem(item));
};
