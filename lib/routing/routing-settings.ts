import type { SettingsKind } from '../settings/settings-repository.ts';
import { type RoutingSet, routingSet } from './routing-set.ts';

/** Who gets which leads; to begin with, the active reps get them in turn. */
export const ROUTING_SETTINGS: SettingsKind<RoutingSet> = {
  name: 'routing',
  schema: routingSet,
  initial: { teams: [], people: {}, rules: [], otherwise: { to: { kind: 'everyone' }, respectHours: false } },
};
