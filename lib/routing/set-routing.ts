import { type Settings, writeSettings } from '../settings/settings-repository.ts';
import { type Desk, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import { requireFitting } from './check-routing.ts';
import type { RoutingSet } from './routing-set.ts';
import { ROUTING_SETTINGS } from './routing-settings.ts';

/** Sets who gets which leads as of the version that was read. Errors: `invalid-fields` with the place of each fault, `version-mismatch`. */
export const setRouting = async (
  desk: Desk,
  expectedVersion: number,
  set: RoutingSet,
): Promise<Settings<RoutingSet>> => {
  await requireFitting(desk.table, set);
  const by = await actorRef(desk.table, desk.actor);
  return writeSettings(desk.table, ROUTING_SETTINGS, expectedVersion, { value: set, by, at: nowOf(desk) });
};
