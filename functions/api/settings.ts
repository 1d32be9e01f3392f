import { enrichmentRoutes, type Provider } from '../../lib/enrichment/enrichment-contract.ts';
import { ENRICHMENT_SETTINGS } from '../../lib/enrichment/enrichment-settings.ts';
import { sampleProvider } from '../../lib/enrichment/sample-provider.ts';
import { setEnrichment, setProviderKey, withKeys } from '../../lib/enrichment/set-enrichment.ts';
import { environment } from '../../lib/environment.ts';
import { fieldRoutes } from '../../lib/fields/field-contract.ts';
import { FIELD_SETTINGS } from '../../lib/fields/field-settings.ts';
import { setFields } from '../../lib/fields/set-fields.ts';
import { importFolderRoutes } from '../../lib/imports/import-folder-contract.ts';
import { IMPORT_FOLDER_SETTINGS } from '../../lib/imports/import-folder-settings.ts';
import { setImportFolders } from '../../lib/imports/set-import-folders.ts';
import { readSettings, type Settings } from '../../lib/settings/settings-repository.ts';
import { openTable } from '../../lib/table/table.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const localProvider = environment.localProvider();

const enrichmentAnswer = async ({ version, value }: Settings<Provider[]>) => ({
  body: { version, providers: await withKeys(table, value), sample: sampleProvider(localProvider) },
  version,
});

export const handler = apiHandler(
  { ...fieldRoutes, ...importFolderRoutes, ...enrichmentRoutes },
  {
    getFields: async () => {
      const { version, value } = await readSettings(table, FIELD_SETTINGS);
      return { body: { version, fields: value }, version };
    },
    setFields: async ({ actor, ifMatch, body }) => {
      const { version, value } = await setFields({ table, actor, now: Date.now }, ifMatch, body.fields);
      return { body: { version, fields: value }, version };
    },
    getImportFolders: async () => {
      const { version, value } = await readSettings(table, IMPORT_FOLDER_SETTINGS);
      return { body: { version, folders: value }, version };
    },
    setImportFolders: async ({ actor, ifMatch, body }) => {
      const { version, value } = await setImportFolders({ table, actor, now: Date.now }, ifMatch, body.folders);
      return { body: { version, folders: value }, version };
    },
    getEnrichment: async () => enrichmentAnswer(await readSettings(table, ENRICHMENT_SETTINGS)),
    setEnrichment: async ({ actor, ifMatch, body }) =>
      enrichmentAnswer(await setEnrichment({ table, actor, now: Date.now }, ifMatch, body.providers, localProvider)),
    setProviderKey: async ({ params, body }) => {
      await setProviderKey(table, params.id, body.key);
      return { body: undefined };
    },
  },
);
