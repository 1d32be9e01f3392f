import { environment } from '../../lib/environment.ts';
import { scoringRoutes } from '../../lib/scoring/scoring-contract.ts';
import { SCORING_SETTINGS } from '../../lib/scoring/scoring-settings.ts';
import { setScoring } from '../../lib/scoring/set-scoring.ts';
import { readSettings } from '../../lib/settings/settings-repository.ts';
import { openTable } from '../../lib/table/table.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());

export const handler = apiHandler(scoringRoutes, {
  getScoring: async () => {
    const { version, value } = await readSettings(table, SCORING_SETTINGS);
    return { body: { version, set: value }, version };
  },
  setScoring: async ({ actor, ifMatch, body }) => {
    const { version, value } = await setScoring({ table, actor, now: Date.now }, ifMatch, body.set);
    return { body: { version, set: value }, version };
  },
});
