import { retryOnContention } from '../table/retry.ts';
import type { Table, Write } from '../table/table.ts';
import type { LeadOutcome } from './lead-outcome-entity.ts';
import { keepLeadOutcome, pendingOutcomes } from './lead-outcome-repository.ts';
import { learnModel } from './learned-model.ts';
import { findLearned, keepLearned, keepOutcomeCounts, readOutcomeCounts } from './learned-repository.ts';
import { type Change, foldChanges, type TrackedCounts } from './tracked-counts.ts';

/** Outcomes in one transaction, beside the counts and the model: it takes at most 100 (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html). */
const FOLDED_AT_ONCE = 90;
/** With so many waiting it is worth writing the counts; fewer wait, so that a fold's cost is shared. */
const WORTHWHILE = 50;
/** Milliseconds after which they do not wait for more. */
const LONGEST_WAIT = 600_000;
/** Milliseconds after which no further transaction is begun; the rest follows in the next minute. */
const WORK_TIME = 10_000;

const changeOf = ({ features, outcome, counted }: LeadOutcome): Change => ({
  features,
  counted: counted && { converted: counted.outcome === 'won', fold: counted.fold },
  converted: outcome === 'open' ? undefined : outcome === 'won',
});

const followed = (one: LeadOutcome, fold: number): LeadOutcome => ({
  ...one,
  counted: one.outcome === 'open' ? undefined : { outcome: one.outcome, fold },
  version: one.version + 1,
});

const PRECISION = 10_000;

/** What the counts teach, in log-odds to four places, which is less than a hundredth of a point. */
const modelWrite = ({ fold, counts }: TrackedCounts, at: string): Write => {
  const learned = learnModel(counts);
  const [lost, won] = counts.total;
  if (learned.state !== 'ready') return keepLearned({ fold, won, lost, at });
  const contributions = Object.entries(learned.model.contributions)
    .map(([name, logOdds]) => [name, Math.round(logOdds * PRECISION) / PRECISION] as const)
    .filter(([, logOdds]) => logOdds !== 0);
  return keepLearned({
    ...{ fold, won, lost, at },
    model: { ...learned.model, contributions: Object.fromEntries(contributions) },
  });
};

interface Round {
  readonly many: number;
  readonly next: string | undefined;
  /** Counts that were written without what follows from them. */
  readonly unlearned?: TrackedCounts | undefined;
}

const foldPage = async (table: Table, after: string | undefined, at: string, isLast: boolean): Promise<Round> => {
  const { outcomes, next } = await pendingOutcomes(table, { limit: FOLDED_AT_ONCE, after });
  if (outcomes.length === 0) return { many: 0, next };
  const counts = foldChanges(await readOutcomeCounts(table), outcomes.map(changeOf));
  const learns = isLast || next === undefined;
  await table.transact([
    keepOutcomeCounts(counts),
    ...outcomes.map((one) => keepLeadOutcome(followed(one, counts.fold))),
    ...(learns ? [modelWrite(counts, at)] : []),
  ]);
  return { many: outcomes.length, next, unlearned: learns ? undefined : counts };
};

const isDue = async (table: Table, now: number): Promise<boolean> => {
  const { outcomes, next } = await pendingOutcomes(table, { limit: WORTHWHILE, after: undefined });
  if (outcomes.length >= WORTHWHILE || next !== undefined) return true;
  if (outcomes.length === 0) return false;
  const learned = await findLearned(table);
  return learned === undefined || now - Date.parse(learned.at) >= LONGEST_WAIT;
};

/**
 * Learns from the outcomes that wait, and takes back what is no longer so; gives how many. The counts and the marks of what they have are one transaction, so an
 * outcome counts once, however often this is run and wherever it is stopped.
 */
export const foldOutcomes = async (table: Table, now: () => number): Promise<number> => {
  const start = now();
  if (!(await isDue(table, start))) return 0;
  const isLate = (): boolean => now() - start >= WORK_TIME;
  const at = new Date(start).toISOString();
  let folded = 0;
  let after: string | undefined;
  let unlearned: TrackedCounts | undefined;
  do {
    const from = after;
    const round = await retryOnContention(() => foldPage(table, from, at, isLate()));
    folded += round.many;
    after = round.next;
    if (round.many > 0) unlearned = round.unlearned;
  } while (after !== undefined && !isLate());
  // A page may have promised another one that was folded already.
  if (unlearned) await table.transact([modelWrite(unlearned, at)]);
  return folded;
};
