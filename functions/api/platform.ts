import { API_SCOPE, api } from '../../lib/contract/api.ts';
import { openApiDocument } from '../../lib/contract/openapi.ts';
import { environment } from '../../lib/environment.ts';
import { checkHealth } from '../../lib/platform/check-health.ts';
import { platformRoutes } from '../../lib/platform/platform-contract.ts';
import { openTable } from '../../lib/table/table.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const issuer = environment.oidcIssuer();
let document: Record<string, unknown> | undefined;

/** The contract and the sign-in settings change only with a deployment; a minute is soon enough. */
const BRIEFLY = { 'cache-control': 'public, max-age=60' };

export const handler = apiHandler(platformRoutes, {
  getHealth: async () => {
    await checkHealth(table);
    return { body: { status: 'ok' as const } };
  },
  getOpenApi: async () => {
    document ??= openApiDocument(api, issuer);
    return { body: document, headers: BRIEFLY };
  },
  getClientConfig: async () => ({
    body: {
      issuer,
      clientId: environment.oidcClientId(),
      scope: `openid email profile ${API_SCOPE}`,
      logoutUrl: environment.signOutUrl() ?? null,
    },
    headers: BRIEFLY,
  }),
});
