import type { ResponsePromise } from '../promises/promise-contract.ts';
import { type Check, compileConditions, type FactsOf } from '../scoring/compile-condition.ts';
import type { Settings } from '../settings/settings-repository.ts';
import type { RoutingRule, RoutingSet, RoutingTarget, RoutingTeam } from './routing-set.ts';

/** What a lead may meet on its way: a rule, or what holds otherwise. */
export interface Way {
  readonly rule?: Pick<RoutingRule, 'id' | 'label'>;
  readonly matches: (factsOf: FactsOf) => boolean;
  readonly to: RoutingTarget;
  readonly respectHours: boolean;
  readonly ifNobody: RoutingRule['ifNobody'];
  readonly promise: ResponsePromise | undefined;
}

/** Routing settings made ready to be used for many leads. */
export interface CompiledRouting {
  readonly version: number;
  readonly ways: readonly Way[];
  readonly teams: ReadonlyMap<string, RoutingTeam>;
  readonly people: RoutingSet['people'];
}

const wayOf = ({ id, label, when, ...rest }: RoutingRule): Way => {
  const check: Check = compileConditions(when);
  return { ...rest, promise: rest.promise, rule: { id, label }, matches: (factsOf) => check(factsOf) !== undefined };
};

/** Makes routing settings ready: once for a batch, used for each lead. */
export const compileRouting = ({ version, value }: Settings<RoutingSet>): CompiledRouting => ({
  version,
  ways: [
    ...value.rules.map(wayOf),
    { ...value.otherwise, promise: value.otherwise.promise, matches: () => true, ifNobody: 'unassigned' },
  ],
  teams: new Map(value.teams.map((team) => [team.id, team])),
  people: value.people,
});
