import { environment } from '../../lib/environment.ts';
import { routingRoutes } from '../../lib/routing/routing-contract.ts';
import { ROUTING_SETTINGS } from '../../lib/routing/routing-settings.ts';
import { setRouting } from '../../lib/routing/set-routing.ts';
import { simulateRouting } from '../../lib/routing/simulate-routing.ts';
import { openScorers } from '../../lib/scoring/scoring-settings.ts';
import { readSettings } from '../../lib/settings/settings-repository.ts';
import { openTable } from '../../lib/table/table.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const scorers = openScorers(table);

export const handler = apiHandler(routingRoutes, {
  getRouting: async () => {
    const { version, value } = await readSettings(table, ROUTING_SETTINGS);
    return { body: { version, set: value }, version };
  },
  setRouting: async ({ actor, ifMatch, body }) => {
    const { version, value } = await setRouting({ table, actor, now: Date.now }, ifMatch, body.set);
    return { body: { version, set: value }, version };
  },
  simulateRouting: async ({ body }) => ({ body: await simulateRouting({ table, scorers, now: Date.now }, body) }),
});
