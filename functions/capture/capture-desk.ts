import { environment } from '../../lib/environment.ts';
import { notFound } from '../../lib/errors.ts';
import type { Form } from '../../lib/forms/form.ts';
import { findForm, findFormByAlias } from '../../lib/forms/form-repository.ts';
import { remembered } from '../../lib/settings/remembered.ts';
import { readSigningSecret } from '../../lib/signing/signing-secret.ts';
import { openAllowance } from '../../lib/spam/allowance.ts';
import type { Capture } from '../../lib/submissions/capture-submission.ts';
import { openLeadEvents } from '../../lib/submissions/lead-events.ts';
import { openTable } from '../../lib/table/table.ts';
import { logError } from '../log.ts';

export const table = openTable(environment.tableName());
export const cdnSecret = environment.cdnSecret();

/** Milliseconds for which an instance goes on with a form as it read it. */
const FORM_LIFETIME = 10_000;

export const formById = remembered(FORM_LIFETIME, (id) => findForm(table, id));
const formByOid = remembered(FORM_LIFETIME, (value) => findFormByAlias(table, { kind: 'oid', value }));
const formByGuid = remembered(FORM_LIFETIME, (value) => findFormByAlias(table, { kind: 'guid', value }));

const requireActive = (form: Form | undefined): Form => {
  if (!form?.active) throw notFound('form');
  return form;
};

/** The form that is posted to. Errors: `form-not-found`, for one that is switched off too. */
export const openForm = {
  byId: async (id: string): Promise<Form> => requireActive(await formById(id)),
  byOid: async (oid: string): Promise<Form> => requireActive(await formByOid(oid)),
  byGuid: async (guid: string): Promise<Form> => requireActive(await formByGuid(guid)),
};

const DAY = 86_400_000;
const secretOf = remembered(DAY, () => readSigningSecret(table));

/** What capturing a post works with, for as long as the instance lives. */
export const capture: Capture = {
  table,
  events: openLeadEvents(environment.leadEventsQueueUrl()),
  allowance: openAllowance(table, Date.now),
  secret: () => secretOf('signing'),
  now: Date.now,
  onUnsent: (submissionId, error) => logError('event not sent, the sweeper will send it', error, { submissionId }),
};
