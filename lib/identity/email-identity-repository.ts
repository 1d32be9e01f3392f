import { type Expression, isNew, type Table, type Write } from '../table/table.ts';
import { mailboxOf } from './email.ts';
import {
  type EmailIdentity,
  emailIdentityEntity,
  emailIdentityKey,
  identityKeyOfEmail,
} from './email-identity-entity.ts';

/** The label of a write that lost the race for an address. */
export const EMAIL_CLAIM = 'email-identity';

/** Whose a normalised address is, or `undefined`. */
export const findEmailIdentity = async (table: Table, email: string): Promise<EmailIdentity | undefined> => {
  const item = await table.get(identityKeyOfEmail(email), { consistent: true });
  return item && emailIdentityEntity.fromItem(item);
};

const unchanged = (known: EmailIdentity | undefined): Expression => {
  if (!known) return isNew;
  const holder = (name: 'leadId' | 'contactId') =>
    known[name] === undefined ? `attribute_not_exists(${name})` : `${name} = :${name}`;
  return {
    text: `${holder('leadId')} AND ${holder('contactId')}`,
    values: {
      ...(known.leadId !== undefined && { ':leadId': known.leadId }),
      ...(known.contactId !== undefined && { ':contactId': known.contactId }),
    },
  };
};

/** Gives an address to a lead or a contact; fails when the address is no longer as it was read. */
export const claimEmail = (
  email: string,
  known: EmailIdentity | undefined,
  holder: Pick<EmailIdentity, 'partyId' | 'leadId' | 'contactId'>,
): Write => ({
  label: EMAIL_CLAIM,
  put: emailIdentityEntity.toItem({ ...holder, mailbox: mailboxOf(email) }),
  condition: unchanged(known),
});

/** Forgets an address of a lead that is taken back, where nobody was known under it before. */
export const forgetEmail = (email: string, leadId: string): Write => ({
  label: EMAIL_CLAIM,
  remove: identityKeyOfEmail(email),
  condition: { text: 'leadId = :leadId', values: { ':leadId': leadId } },
});

/** Takes an address from the lead or contact that has it; the person to whom it belongs stays known. */
export const releaseEmail = (email: string, holder: { leadId: string } | { contactId: string }): Write => {
  const [name, id] = 'leadId' in holder ? ['leadId', holder.leadId] : ['contactId', holder.contactId];
  return {
    label: 'email-release',
    update: emailIdentityKey(mailboxOf(email)),
    set: { text: `REMOVE ${name}` },
    condition: { text: `${name} = :holder`, values: { ':holder': id } },
  };
};

/** Whose several normalised addresses are, strongly read; those that are nobody's are left out. */
export const findEmailIdentities = async (table: Table, emails: readonly string[]): Promise<EmailIdentity[]> => {
  const mailboxes = new Set(emails.map(mailboxOf));
  const items = await table.getMany([...mailboxes].map(emailIdentityKey));
  return items.map((item) => emailIdentityEntity.fromItem(item));
};
