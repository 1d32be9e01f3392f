import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import { newId } from '../ids.ts';
import { checkScoring } from '../scoring/check-scoring.ts';
import type { ScoringSet } from '../scoring/scoring-contract.ts';
import { SCORING_SETTINGS } from '../scoring/scoring-settings.ts';
import { readSettings, type Settings, writeSettings } from '../settings/settings-repository.ts';
import { type Desk, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import type { ScoringJob } from './scoring-job-entity.ts';
import type { ScoringJobEvents } from './scoring-job-events.ts';
import { insertScoringJob } from './scoring-job-repository.ts';
import { SCORING_LANES } from './scoring-lanes.ts';

/** What starting a job works with. */
export interface ScoringJobDesk extends Desk {
  readonly events: ScoringJobEvents;
  /** Called when the events could not be sent; the sweeper sends them again. */
  readonly onUnsent: (jobId: string, error: unknown) => void;
}

/** Seconds after which every instance scores by rules that were set: each goes on for ten with those that it read. */
export const PUBLISHED_EVERYWHERE = 12;

const newJob = async (desk: Desk, what: Pick<ScoringJob, 'kind' | 'rules' | 'set'>): Promise<ScoringJob> => ({
  ...what,
  id: newId(desk.now()),
  state: 'running',
  pass: 1,
  passAt: desk.now(),
  createdBy: await actorRef(desk.table, desk.actor),
  startedAt: nowOf(desk),
  version: 1,
});

/** The job is in the table by now, so an event that gets lost is only late. */
const announce = async (desk: ScoringJobDesk, job: ScoringJob, delaySeconds?: number): Promise<void> => {
  try {
    await desk.events.send(
      SCORING_LANES.map((lane) => ({ jobId: job.id, lane })),
      delaySeconds,
    );
  } catch (error) {
    desk.onUnsent(job.id, error);
  }
};

const requireSound = async ({ table }: Desk, set: ScoringSet): Promise<void> =>
  checkScoring(set, (await readSettings(table, FIELD_SETTINGS)).value);

/** Starts to try proposed rules on all leads. Errors: `invalid-fields` with the place of each fault. */
export const startSimulation = async (desk: ScoringJobDesk, set: ScoringSet): Promise<ScoringJob> => {
  await requireSound(desk, set);
  const job = await newJob(desk, { kind: 'simulation', set });
  await desk.table.transact([insertScoringJob(job)]);
  await announce(desk, job);
  return job;
};

/**
 * Sets the scoring rules as of the version that was read, and starts to score all open leads again by them. Errors: `invalid-fields` with the place of each fault,
 * `version-mismatch`.
 */
export const publishScoring = async (
  desk: ScoringJobDesk,
  expectedVersion: number,
  set: ScoringSet,
): Promise<Settings<ScoringSet>> => {
  await requireSound(desk, set);
  const job = await newJob(desk, { kind: 'publication', rules: expectedVersion + 1 });
  const change = { value: set, by: job.createdBy, at: job.startedAt };
  const settings = await writeSettings(desk.table, SCORING_SETTINGS, expectedVersion, change, [insertScoringJob(job)]);
  await announce(desk, job, PUBLISHED_EVERYWHERE);
  return settings;
};
