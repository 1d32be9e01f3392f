import { type RoutingDesk, startRouter } from '../routing/router.ts';
import { ROUTING_SETTINGS } from '../routing/routing-settings.ts';
import { readSettings } from '../settings/settings-repository.ts';
import type { PromiseDesk } from './ring-promise.ts';

/** Who is told, and who is next, by the teams and rules of routing as they are now. */
export const openHandOver = (routing: RoutingDesk): Pick<PromiseDesk, 'leadersOf' | 'reassign'> => {
  const settings = async () => (await readSettings(routing.table, ROUTING_SETTINGS)).value;
  return {
    leadersOf: async (ownerId) =>
      (await settings()).teams
        .filter(({ members }) => members.some(({ userId }) => userId === ownerId))
        .flatMap(({ leadId }) => leadId ?? []),
    reassign: async (lead, without) => {
      const { lead: given, calendar } = await startRouter(routing, 1).assign(lead, { without });
      const { ownerId, assignment } = given;
      return ownerId === undefined ? undefined : { ownerId, changes: { assignment }, calendar };
    },
  };
};
