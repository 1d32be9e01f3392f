import { type Confirmation, confirmConsent, showConfirmation } from '../../lib/consent/confirm-consent.ts';
import { CONFIRMATION_HEADERS, confirmationPage } from '../../lib/consent/confirmation-page.ts';
import { consentRoutes } from '../../lib/consent/consent-contract.ts';
import { showConsents } from '../../lib/consent/show-consents.ts';
import { partiesOfContact } from '../../lib/contacts/contact.ts';
import { getContact } from '../../lib/contacts/contact-repository.ts';
import { environment } from '../../lib/environment.ts';
import { partiesOfLead } from '../../lib/leads/lead.ts';
import { followLead } from '../../lib/leads/lead-redirect-repository.ts';
import { remembered } from '../../lib/settings/remembered.ts';
import { readSigningSecret } from '../../lib/signing/signing-secret.ts';
import { openTable } from '../../lib/table/table.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());

/** Milliseconds; the secret never changes. */
const SECRET_LIFETIME = 86_400_000;
const secretOf = remembered(SECRET_LIFETIME, () => readSigningSecret(table));
const office = { table, secret: () => secretOf('signing'), now: Date.now };

const STATUS = { open: 200, confirmed: 200, 'not-yet': 409, expired: 410, unknown: 404 } as const;

const pageAnswer = (confirmation: Confirmation) => ({
  status: STATUS[confirmation.state],
  body: confirmationPage(confirmation),
  headers: CONFIRMATION_HEADERS,
});

export const handler = apiHandler(consentRoutes, {
  listLeadConsents: async ({ params }) => {
    return { body: await showConsents(table, partiesOfLead(await followLead(table, params.id))) };
  },
  listContactConsents: async ({ params }) => {
    return { body: await showConsents(table, partiesOfContact(await getContact(table, params.id))) };
  },
  showConfirmation: async ({ params }) => pageAnswer(await showConfirmation(office, params.token)),
  confirmConsent: async ({ params }) => pageAnswer(await confirmConsent(office, params.token)),
});
