import { accountRoutes } from '../accounts/account-contract.ts';
import { consentRoutes } from '../consent/consent-contract.ts';
import { contactRoutes } from '../contacts/contact-contract.ts';
import { dropInRoutes } from '../drop-in/drop-in-contract.ts';
import { duplicateRoutes } from '../duplicates/duplicate-contract.ts';
import { enrichmentRoutes, leadEnrichmentRoutes } from '../enrichment/enrichment-contract.ts';
import { fieldRoutes } from '../fields/field-contract.ts';
import { formRoutes } from '../forms/form-contract.ts';
import { formPageRoutes } from '../forms/form-page-contract.ts';
import { importRoutes } from '../imports/import-contract.ts';
import { importFolderRoutes } from '../imports/import-folder-contract.ts';
import { inboxRoutes } from '../inbox/inbox-contract.ts';
import { leadRoutes } from '../leads/lead-contract.ts';
import { mergeRoutes } from '../merge/merge-contract.ts';
import { opportunityRoutes } from '../opportunities/opportunity-contract.ts';
import { platformRoutes } from '../platform/platform-contract.ts';
import { assignmentRoutes } from '../routing/assignment-contract.ts';
import { routingRoutes } from '../routing/routing-contract.ts';
import { scoringRoutes } from '../scoring/scoring-contract.ts';
import { scoringJobRoutes } from '../scoring-jobs/scoring-job-contract.ts';
import { speedRoutes } from '../speed-to-lead/speed-contract.ts';
import { captureRoutes, submissionRoutes } from '../submissions/submission-contract.ts';
import { userRoutes } from '../users/user-contract.ts';

/** Every route of the API, by the function that serves it: `functions/api/<name>.ts`, the name in kebab-case. */
export const api = {
  capture: { ...captureRoutes, ...dropInRoutes },
  submissions: submissionRoutes,
  forms: formRoutes,
  formPages: formPageRoutes,
  leads: {
    ...leadRoutes,
    ...assignmentRoutes,
    ...leadEnrichmentRoutes,
    ...speedRoutes,
    ...duplicateRoutes,
    ...mergeRoutes,
  },
  accounts: accountRoutes,
  contacts: contactRoutes,
  consents: consentRoutes,
  opportunities: opportunityRoutes,
  imports: importRoutes,
  users: { ...userRoutes, ...inboxRoutes },
  scoring: { ...scoringRoutes, ...scoringJobRoutes },
  settings: { ...fieldRoutes, ...importFolderRoutes, ...enrichmentRoutes },
  routing: routingRoutes,
  platform: platformRoutes,
} as const;

export type Api = typeof api;
export type ApiModule = keyof Api;

/** The OAuth scope that every signed-in route asks for, so that only access tokens pass (ID tokens carry none). */
export const API_SCOPE = 'sluice/api';
