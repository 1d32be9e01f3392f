import type { Lead } from '../leads/lead-entity.ts';
import { type ListedLead, readLeadList, replaceLead } from '../leads/lead-repository.ts';
import { isOpen } from '../leads/lead-status.ts';
import { scoreChange, scoreOfLead } from '../leads/score-change.ts';
import { keepScoreTimers } from '../leads/score-timer.ts';
import { addPastScore } from '../scoring/past-score-repository.ts';
import { compileScoring, type Scorer } from '../scoring/scorer.ts';
import type { Scorers } from '../scoring/scoring-settings.ts';
import { retryWhile, WORKER_ATTEMPTS } from '../table/retry.ts';
import type { Table, Write } from '../table/table.ts';
import { ConditionFailed, Contention, isThrottling } from '../table/write-errors.ts';
import { finishPass } from './finish-pass.ts';
import type { ScoringJob } from './scoring-job-entity.ts';
import type { LaneEvent, ScoringJobEvents } from './scoring-job-events.ts';
import { findLane, getScoringJob, LANE_WRITE, moveLane } from './scoring-job-repository.ts';
import type { ScoringLane } from './scoring-lane-entity.ts';
import { listsOfLane } from './scoring-lanes.ts';
import { addLead, emptyTally } from './tally.ts';

/** What the worker of scoring jobs works with. */
export interface ScoringWorkDesk {
  readonly table: Table;
  readonly scorers: Scorers;
  readonly events: ScoringJobEvents;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Leads read at a time: some 200 KB. */
const PAGE = 200;
const NOTHING = { items: [], more: false };

/** Leads of one transaction: each with the score that was, and the lane with them, make at most 100 writes. */
const GROUP = 49;
/** Milliseconds that a message works before it hands on to the next one, well within the function's time. */
const TURN = 20_000;

/** Another worker came on with this lane: the rest of it is theirs. */
class Overtaken extends Error {}

const fresh = ({ id, pass }: ScoringJob, name: string, known: ScoringLane | undefined, now: number): ScoringLane => ({
  jobId: id,
  name,
  pass,
  list: 0,
  seen: 0,
  changed: 0,
  changedInAll: known?.changedInAll ?? 0,
  done: false,
  movedAt: now,
  version: known?.version ?? 0,
});

const isPassing = (error: unknown): boolean => error instanceof Contention || isThrottling(error);

const write = async ({ table }: ScoringWorkDesk, lane: ScoringLane, leads: readonly Write[]): Promise<ScoringLane> => {
  let rest = leads;
  for (;;) {
    const moved = { ...lane, version: lane.version + 1 };
    try {
      await retryWhile(isPassing, () => table.transact([moveLane(moved), ...rest]), WORKER_ATTEMPTS);
      return moved;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (error.labels.includes(LANE_WRITE)) throw new Overtaken('another worker goes on with this lane');
      // A lead that somebody changed meanwhile was scored by whoever did; the next pass looks at it again.
      const failed = new Set(error.labels.flatMap((label) => /^[^:]+/.exec(label)?.[0] ?? []));
      rest = rest.filter(({ label }) => !failed.has(/^[^:]+/.exec(label)?.[0] ?? ''));
    }
  }
};

const ofLead =
  (id: string) =>
  (one: Write): Write => ({ ...one, label: `${id}:${one.label}` });

/** What scoring a lead anew writes; nothing where its score and what it is the sum of stay. */
const rescored = (lead: Lead, scorer: Scorer, itsOwn: Scorer, now: number): Write[] => {
  const again = { ...lead, rescored: (lead.rescored ?? 0) + 1, version: lead.version + 1 };
  const change = scoreChange(lead, again, { scorer, now }, itsOwn);
  if (!change.past && lead.scoredAt !== undefined) return [];
  return [replaceLead(change.lead), ...(change.past ? [addPastScore(change.past)] : [])].map(ofLead(lead.id));
};

/** Scores the leads of a page anew, a transaction for every 49 whose score changes. */
const publishPage = async (
  desk: ScoringWorkDesk,
  job: ScoringJob,
  before: ScoringLane,
  listed: readonly ListedLead[],
): Promise<ScoringLane> => {
  const scorer = await desk.scorers.ofVersion(job.rules ?? 0);
  await keepScoreTimers(
    desk.table,
    listed.map(({ lead }) => lead),
    { scorer, now: desk.now() },
  );
  let lane = before;
  let writes: Write[] = [];
  let changed = 0;
  for (const [index, { lead, place }] of listed.entries()) {
    const own = rescored(lead, scorer, await desk.scorers.ofVersion(lead.rules), desk.now());
    if (own.length > 0) changed += 1;
    writes.push(...own);
    lane = { ...lane, after: place, seen: lane.seen + 1 };
    const isEnd = index === listed.length - 1;
    if (changed < GROUP && !isEnd) continue;
    const counts = { changed: lane.changed + changed, changedInAll: lane.changedInAll + changed };
    lane = await write(desk, { ...lane, ...counts, movedAt: desk.now() }, writes);
    writes = [];
    changed = 0;
  }
  return lane;
};

/** Counts what proposed rules would make of the leads of a page. */
const simulatePage = async (
  desk: ScoringWorkDesk,
  proposed: Scorer,
  lane: ScoringLane,
  listed: readonly ListedLead[],
): Promise<ScoringLane> => {
  if (listed.length === 0) return lane;
  const now = desk.now();
  let { tally = emptyTally(), after } = lane;
  for (const { lead, place } of listed) {
    // A closed lead is looked at as it was when it was scored last: what was known before its end.
    tally = addLead(tally, lead, scoreOfLead(lead, proposed, isOpen(lead.status) ? now : (lead.scoredAt ?? now)));
    after = place;
  }
  return write(desk, { ...lane, tally, after, seen: lane.seen + listed.length, movedAt: now }, []);
};

/**
 * Comes on with one lane of a job, for at most some 20 seconds, and announces the rest. Each step is written with its place in its lists, so that whoever dies is
 * gone on from, and whoever is late stops. Errors: `scoring-job-not-found`.
 */
export const runLane = async (desk: ScoringWorkDesk, { jobId, lane: name }: LaneEvent): Promise<void> => {
  const job = await getScoringJob(desk.table, jobId);
  if (job.state !== 'running') return;
  const known = await findLane(desk.table, jobId, name);
  let lane = known?.pass === job.pass ? known : fresh(job, name, known, desk.now());
  const proposed = job.set && compileScoring(job.set, -1);
  const lists = listsOfLane(job, name);
  const end = desk.now() + TURN;
  try {
    while (!lane.done) {
      const list = lists[lane.list];
      const { items, more } =
        list === undefined ? NOTHING : await readLeadList(desk.table, list, { after: lane.after, limit: PAGE });
      if (proposed) lane = await simulatePage(desk, proposed, lane, items);
      else lane = await publishPage(desk, job, lane, items);
      if (!more) lane = { ...lane, list: lane.list + 1, after: undefined };
      if (lane.list >= lists.length) lane = await write(desk, { ...lane, done: true, movedAt: desk.now() }, []);
      if (!lane.done && desk.now() > end) return await desk.events.send([{ jobId, lane: name }]);
    }
  } catch (error) {
    if (error instanceof Overtaken) return;
    throw error;
  }
  await finishPass(desk, jobId);
};
