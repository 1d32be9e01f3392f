import type { Calendar } from '../business-hours/calendar-contract.ts';
import type { Lead } from '../leads/lead-entity.ts';
import type { ResponsePromise } from '../promises/promise-contract.ts';
import type { Scorers } from '../scoring/scoring-settings.ts';
import { readSettings } from '../settings/settings-repository.ts';
import type { Table } from '../table/table.ts';
import { listUsers } from '../users/user-repository.ts';
import type { Assignment } from './assignment.ts';
import { type LeadCounts, openLeadCounts } from './capacity.ts';
import { compileRouting } from './compile-routing.ts';
import { type Decided, decide } from './decide.ts';
import { type Decision, decisionId, poolOf, roundOfDecision } from './decision.ts';
import { keepDecision } from './decision-repository.ts';
import { routingFactsOf } from './routing-facts.ts';
import { ROUTING_SETTINGS } from './routing-settings.ts';
import { openTurns, type Turns } from './turns.ts';
import { atTurn } from './weighted-turns.ts';

/** What routing remembers in one function instance. */
export interface RoutingDesk {
  readonly table: Table;
  readonly scorers: Scorers;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly turns: Turns;
  readonly counts: LeadCounts;
  /** Rounds by the id of their decision; the decision is kept in the table once it is in here. */
  readonly rounds: Map<string, readonly string[]>;
}

/** How soon the owner of a lead is to get in touch, and by which rule. */
export interface Promised extends ResponsePromise {
  /** The rule, or `undefined` for what holds otherwise. */
  readonly rule: string | undefined;
}

/** Who gets a lead: what goes into the lead, when its owner works, and what was promised. */
export interface Assigned {
  /** Goes into the lead as it is; nobody when there is no owner in it. */
  readonly lead: Pick<Lead, 'ownerId' | 'assignment'>;
  /** The owner's working time; none works around the clock. */
  readonly calendar?: Calendar | undefined;
  readonly promised?: Promised | undefined;
}

export interface Router {
  /** Who gets a lead that is about to be stored, or, `without` its owner, one that is taken from them. Its owner plays no part. */
  assign(lead: Lead, options?: { without?: string }): Promise<Assigned>;
}

/** Rounds and decisions known at the same time; they change when somebody comes, goes or is full. */
const MOST_ROUNDS = 500;
/** Turns taken at a time where there are rules, and so pools that get few of the leads of a batch. */
const BLOCK = 25;

/** Opens routing for one function instance. */
export const openRouting = (table: Table, scorers: Scorers, now: () => number = Date.now): RoutingDesk => ({
  table,
  scorers,
  now,
  turns: openTurns(table),
  counts: openLeadCounts(table, now),
  rounds: new Map(),
});

const roundOf = async ({ table, rounds }: RoutingDesk, id: string, decision: Decision) => {
  const known = rounds.get(id);
  if (known) return known;
  await keepDecision(table, id, decision);
  const round = roundOfDecision(decision);
  if (rounds.size >= MOST_ROUNDS) rounds.clear();
  rounds.set(id, round);
  return round;
};

const promisedBy = ({ way }: Decided): Promised | undefined => way?.promise && { ...way.promise, rule: way.rule?.id };

/**
 * The router for one batch of at most `batchSize` leads. Reads settings and people once, when the first lead asks, and answers one lead after the other, so that
 * each sees what the ones before it got.
 */
export const startRouter = (desk: RoutingDesk, batchSize: number): Router => {
  const { table, scorers, now, counts, turns } = desk;
  const open = async () => {
    const [settings, users, scorer] = await Promise.all([
      readSettings(table, ROUTING_SETTINGS),
      listUsers(table),
      scorers.current(),
    ]);
    const block = settings.value.rules.length === 0 ? batchSize : Math.min(batchSize, BLOCK);
    return { routing: compileRouting(settings), users, scorer, block: Math.max(1, block) };
  };
  let opened: ReturnType<typeof open> | undefined;
  const isFull = async (userId: string, capacity: number) => (await counts.countOf(userId)) >= capacity;

  const assign = async (lead: Lead, without: string | undefined): Promise<Assigned> => {
    opened ??= open();
    const { routing, users, scorer, block } = await opened;
    const decided = await decide({ routing, users, at: now(), isFull, without }, routingFactsOf(lead, scorer));
    const id = decisionId(decided.decision);
    const round = await roundOf(desk, id, decided.decision);
    // Where there is nobody, or nobody else, nobody waits for a turn.
    const turn = new Set(round).size > 1 ? await turns.next(poolOf(decided.decision), block) : undefined;
    const ownerId = atTurn(round, turn ?? 0);
    const at = without === undefined ? undefined : new Date(now()).toISOString();
    const assignment: Assignment = { decision: id, ...(turn !== undefined && { turn }), ...(at && { at }) };
    if (ownerId === undefined) return { lead: { assignment } };
    counts.add(ownerId);
    return { lead: { ownerId, assignment }, calendar: routing.people[ownerId], promised: promisedBy(decided) };
  };

  let before: Promise<unknown> = Promise.resolve();
  return {
    assign: (lead, { without } = {}) => {
      const mine = before.then(() => assign(lead, without));
      // Whoever asked is told of a failure; the next lead tries for itself.
      before = mine.catch(() => undefined);
      return mine;
    },
  };
};
