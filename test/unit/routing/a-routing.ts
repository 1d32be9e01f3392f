import { type RoutingSet, routingSet } from '../../../lib/routing/routing-set.ts';
import { currentSettingsEntity } from '../../../lib/settings/settings-entity.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, AT, aUser } from '../builders.ts';

type Proposed = Parameters<typeof routingSet.parse>[0];

/** Routing settings: everybody in turn, but for what is changed. */
export const aRouting = (changes: Record<string, unknown> = {}): RoutingSet => {
  const proposed: Proposed = { teams: [], people: {}, rules: [], otherwise: { to: { kind: 'everyone' } }, ...changes };
  return routingSet.parse(proposed);
};

/** The settings as the table holds them. */
export const storedRouting = (changes: Record<string, unknown> = {}, version = 1) =>
  currentSettingsEntity.toItem({ name: 'routing', version, value: aRouting(changes), at: AT, by: ADA });

export const repId = (number: number): string => `rep-${number}`;

/** So many active reps, as the table holds them. */
export const someReps = (count: number) =>
  Array.from({ length: count }, (_, number) => userEntity.toItem(aUser({ id: repId(number), name: `Rep ${number}` })));

/** A team of the reps with the weights given. */
export const aTeam = (...weights: number[]) => ({
  id: 'sales',
  name: 'Sales',
  members: weights.map((weight, number) => ({ userId: repId(number), weight })),
});

/** A rule for leads of a company that is named so. */
export const aRule = (changes: Record<string, unknown> = {}) => ({
  id: 'acme',
  label: 'Acme',
  when: [{ fact: 'company', op: 'contains', value: 'acme' }],
  to: { kind: 'team', teamId: 'sales' },
  ...changes,
});
