import { enrichLead } from '../../lib/enrichment/enrich-lead.ts';
import { enrichmentEventSchema } from '../../lib/enrichment/enrichment-events.ts';
import { rememberedProviders } from '../../lib/enrichment/enrichment-settings.ts';
import { fetchJson } from '../../lib/enrichment/fetch-json.ts';
import { environment } from '../../lib/environment.ts';
import { FIELD_SETTINGS } from '../../lib/fields/field-settings.ts';
import { openScorers } from '../../lib/scoring/scoring-settings.ts';
import { readSettings } from '../../lib/settings/settings-repository.ts';
import { openTableForWork } from '../../lib/table/table.ts';
import { queueHandler } from '../queue/queue-handler.ts';

const table = openTableForWork(environment.tableName());
const desk = {
  table,
  scorers: openScorers(table),
  fetchJson,
  localOrigin: environment.localProvider(),
  providers: rememberedProviders(table),
  customFields: async () => (await readSettings(table, FIELD_SETTINGS)).value,
  now: Date.now,
};

/** Looks up the companies of leads at the providers that are switched on, and fills what nobody said. */
export const handler = queueHandler(
  () =>
    async ({ body }) =>
      enrichLead(desk, enrichmentEventSchema.parse(JSON.parse(body))),
);
