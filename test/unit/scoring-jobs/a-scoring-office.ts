import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { compileScoring } from '../../../lib/scoring/scorer.ts';
import type { ScoringSet } from '../../../lib/scoring/scoring-contract.ts';
import type { Scorers } from '../../../lib/scoring/scoring-settings.ts';
import { SCORING_SETTINGS } from '../../../lib/scoring/scoring-settings.ts';
import { showScoringJob } from '../../../lib/scoring-jobs/present-scoring-job.ts';
import { runLane } from '../../../lib/scoring-jobs/run-lane.ts';
import type { LaneEvent } from '../../../lib/scoring-jobs/scoring-job-events.ts';
import { getScoringJob } from '../../../lib/scoring-jobs/scoring-job-repository.ts';
import type { ScoringJobDesk } from '../../../lib/scoring-jobs/start-scoring-job.ts';
import { readPastSettings, readSettings } from '../../../lib/settings/settings-repository.ts';
import type { Table } from '../../../lib/table/table.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { aDesk, aUser, NOW, SCORER } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const DAY = 86_400_000;

/** Scoring jobs over a table in memory: what starts them, and their worker, event by event. */
export const aScoringOffice = (leads: readonly Lead[]) => {
  const table = memoryTable(userEntity.toItem(aUser()), ...leads.map((lead) => leadEntity.toItem(lead)));
  const waiting: LaneEvent[] = [];
  const events = {
    send: async (sent: readonly LaneEvent[]) => {
      waiting.push(...sent);
    },
  };
  const clock = { now: NOW + DAY };
  // Each look at the clock is a millisecond later, so that jobs have an order.
  const now = () => {
    clock.now += 1;
    return clock.now;
  };
  const compiled = async (set: Promise<ScoringSet | undefined>, version: number) => {
    const found = await set;
    return found ? compileScoring(found, version) : SCORER;
  };
  const scorers: Scorers = {
    current: async () => {
      const { version, value } = await readSettings(table, SCORING_SETTINGS);
      return compileScoring(value, version);
    },
    ofVersion: (version) => compiled(readPastSettings(table, SCORING_SETTINGS, version), version),
  };
  const desk: ScoringJobDesk = { ...aDesk(table, { now }), events, onUnsent: () => undefined };

  /** What the worker does with an event, with a table that may be a faulty one. */
  const take = (event: LaneEvent, with_: Table = table) => runLane({ table: with_, scorers, events, now }, event);

  /** All that waits, and what comes of it. */
  const work = async (): Promise<void> => {
    for (let event = waiting.shift(); event; event = waiting.shift()) await take(event);
  };
  const shown = async (id: string) => showScoringJob(table, await getScoringJob(table, id));
  const stored = () => table.ofType('lead').map(leadEntity.fromItem);
  return { table, desk, events, waiting, take, work, shown, stored, scorers, now };
};
