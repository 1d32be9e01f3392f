import { isOpen } from '../business-hours/business-hours.ts';
import type { Calendar } from '../business-hours/calendar-contract.ts';
import type { FactsOf } from '../scoring/compile-condition.ts';
import type { User } from '../users/user-entity.ts';
import type { CompiledRouting, Way } from './compile-routing.ts';
import type { Decision, DecisionStep, Verdict } from './decision.ts';
import type { RoutingTarget } from './routing-set.ts';
import type { Weighted } from './weighted-turns.ts';

/** What is known at the moment of a decision. */
export interface Situation {
  readonly routing: CompiledRouting;
  readonly users: readonly User[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether somebody has as many leads as they take. */
  readonly isFull: (userId: string, capacity: number) => Promise<boolean>;
  /** Who must not get it: it is taken from them. */
  readonly without?: string | undefined;
}

/** A decision with the way that decided. */
export interface Decided {
  readonly decision: Decision;
  readonly way: Way | undefined;
}

const byId = (a: Weighted, b: Weighted): number => (a.id < b.id ? -1 : 1);

const membersOf = (to: RoutingTarget, { routing, users }: Situation): Weighted[] => {
  switch (to.kind) {
    case 'user':
      return [{ id: to.userId, weight: 1 }];
    case 'team':
      return (routing.teams.get(to.teamId)?.members ?? [])
        .map(({ userId, weight }) => ({ id: userId, weight }))
        .sort(byId);
    case 'everyone':
      return users
        .filter(({ role }) => role === 'rep')
        .map(({ id }) => ({ id, weight: 1 }))
        .sort(byId);
    case 'nobody':
      return [];
  }
};

const DAY = 86_400_000;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Whether somebody is away, on a day of their own. Days in no time zone are further than one from those of UTC, so most absences need no look at the clock. */
const isAbsent = (person: Calendar, at: number): boolean => {
  if (person.absences.length === 0) return false;
  const [before, after] = [dayOf(at - DAY), dayOf(at + DAY)];
  if (!person.absences.some(({ from, to }) => from <= after && to >= before)) return false;
  return !isOpen(at, { ...person, hours: {} });
};

const verdictOf = async (id: string, respectHours: boolean, situation: Situation): Promise<Verdict> => {
  const { routing, users, at, isFull, without } = situation;
  if (id === without) return 'passed-over';
  if (!users.some((user) => user.id === id && user.active)) return 'inactive';
  const person = routing.people[id];
  if (!person) return 'eligible';
  if (isAbsent(person, at)) return 'absent';
  if (respectHours && !isOpen(at, person)) return 'outside-hours';
  if (person.capacity !== undefined && (await isFull(id, person.capacity))) return 'full';
  return 'eligible';
};

const targetOf = (to: RoutingTarget, { routing }: Situation): DecisionStep['to'] => {
  if (to.kind === 'user') return { kind: 'user', id: to.userId };
  if (to.kind === 'team') return { kind: 'team', id: to.teamId, name: routing.teams.get(to.teamId)?.name };
  return to;
};

const stepOf = async ({ rule, to, respectHours }: Way, situation: Situation): Promise<DecisionStep> => ({
  ...(rule && { rule }),
  to: targetOf(to, situation),
  reps: await Promise.all(
    membersOf(to, situation).map(async ({ id, weight }) => ({
      id,
      weight,
      verdict: await verdictOf(id, respectHours, situation),
    })),
  ),
});

/**
 * Who may get a lead, and why: the first rule that matches decides, unless nobody of its target can take it and it hands on to the next. Changes nothing;
 * whose turn it is among them is not decided here.
 */
export const decide = async (situation: Situation, factsOf: FactsOf): Promise<Decided> => {
  const { version, ways } = situation.routing;
  const steps: DecisionStep[] = [];
  for (const way of ways) {
    if (!way.matches(factsOf)) continue;
    const step = await stepOf(way, situation);
    steps.push(step);
    const somebody = step.reps.some(({ verdict }) => verdict === 'eligible');
    if (somebody || way.ifNobody === 'unassigned') return { decision: { settings: version, steps }, way };
  }
  return { decision: { settings: version, steps }, way: undefined };
};
