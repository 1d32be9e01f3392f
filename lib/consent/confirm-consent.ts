import { getContact } from '../contacts/contact-repository.ts';
import type { Form } from '../forms/form.ts';
import { getFormVersion } from '../forms/form-repository.ts';
import { partyOfLead } from '../leads/lead-redirect-repository.ts';
import type { Submission } from '../submissions/submission-entity.ts';
import { findSubmission } from '../submissions/submission-repository.ts';
import type { Table } from '../table/table.ts';
import { readConfirmationToken } from './confirmation-token.ts';
import { keepConsent } from './consent-repository.ts';
import { consentedWordings } from './consented-wordings.ts';

export interface ConfirmationOffice {
  readonly table: Table;
  readonly secret: () => Promise<Buffer>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a visitor with a confirmation link gets to see. */
export type Confirmation =
  | {
      /** `open`: can be confirmed; `not-yet`: not by now, since the intake is still at it. */
      readonly state: 'open' | 'confirmed' | 'not-yet';
      readonly formName: string;
      readonly wordings: readonly string[];
    }
  | { readonly state: 'expired' | 'unknown' };

type Asked = { readonly submission: Submission; readonly form: Form };

const findAsked = async (
  { table, secret, now }: ConfirmationOffice,
  token: string,
): Promise<Asked | 'expired' | 'unknown'> => {
  const read = readConfirmationToken(await secret(), token, now());
  if (read === undefined || read === 'expired') return read ?? 'unknown';
  const submission = await findSubmission(table, read.submissionId);
  if (!submission || submission.state === 'rejected') return 'unknown';
  return { submission, form: await getFormVersion(table, submission.formId, submission.formVersion) };
};

const said = ({ submission, form }: Asked) => ({
  formName: form.name,
  wordings: consentedWordings(form, submission),
});

/** What a confirmation link is about. Reading it confirms nothing, since mail scanners follow links. */
export const showConfirmation = async (office: ConfirmationOffice, token: string): Promise<Confirmation> => {
  const asked = await findAsked(office, token);
  return typeof asked === 'string' ? { state: asked } : { state: 'open', ...said(asked) };
};

/** The person whose submission it is, once the intake knows. */
const partyOf = async (table: Table, { leadId, contactId }: Submission): Promise<string | undefined> => {
  if (leadId !== undefined) return partyOfLead(table, leadId);
  return contactId === undefined ? undefined : (await getContact(table, contactId)).partyId;
};

/** Confirms every consent of the link's submission: an entry each in the person's ledger, and the same entries when it is repeated. */
export const confirmConsent = async (office: ConfirmationOffice, token: string): Promise<Confirmation> => {
  const asked = await findAsked(office, token);
  if (typeof asked === 'string') return { state: asked };
  const { submission } = asked;
  const partyId = await partyOf(office.table, submission);
  if (partyId === undefined) return { state: 'not-yet', ...said(asked) };
  const at = new Date(office.now()).toISOString();
  await Promise.all(
    Object.entries(submission.consents ?? {}).map(([purpose, wordingHash]) =>
      keepConsent(office.table, {
        id: submission.id,
        partyId,
        purpose,
        state: 'confirmed',
        wordingHash,
        formId: submission.formId,
        formVersion: submission.formVersion,
        at,
        submissionId: submission.id,
      }),
    ),
  );
  return { state: 'confirmed', ...said(asked) };
};
