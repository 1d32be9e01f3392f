import { leadListPartitions } from '../leads/lead-entity.ts';
import { isOpen, LEAD_STATUSES } from '../leads/lead-status.ts';
import type { ScoringJob } from './scoring-job-entity.ts';

/** As many as the most shards that a list of leads has, so that a lane has one shard of each list. */
const LANES = 16;

/** The lanes of a job, by name. */
export const SCORING_LANES: readonly string[] = Array.from({ length: LANES }, (_, lane) => String(lane));

/**
 * The lists of leads that a lane goes through one after the other, as partitions of `byList`: open leads; a simulation looks at how closed ones ended as well. No lead is in
 * two lanes: it has the same shard in every list of as many shards, and lists of fewer are dealt out.
 */
export const listsOfLane = ({ kind }: Pick<ScoringJob, 'kind'>, lane: string): string[] =>
  LEAD_STATUSES.filter((status) => kind === 'simulation' || isOpen(status))
    .flatMap((status) => [...leadListPartitions(status, true), ...leadListPartitions(status, false)])
    .filter((partition) => Number(/\d+$/.exec(partition)?.[0]) % LANES === Number(lane));
