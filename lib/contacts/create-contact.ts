import type * as z from 'zod';
import { getAccount } from '../accounts/account-repository.ts';
import { changeExtras } from '../fields/change-extras.ts';
import { normalizeEmail } from '../identity/email.ts';
import { claimEmail, findEmailIdentity } from '../identity/email-identity-repository.ts';
import { newId } from '../ids.ts';
import { requireFreeEmail } from '../leads/create-lead.ts';
import { retryOnContention } from '../table/retry.ts';
import { type Desk, nowOf } from '../use-case.ts';
import type { contactRoutes } from './contact-contract.ts';
import type { Contact } from './contact-entity.ts';
import { insertContact } from './contact-repository.ts';

/** Makes a contact at an account. Errors: `account-not-found`, and `contact-exists` or `lead-exists` for an address in use. */
export const createContact = async (
  desk: Desk,
  { email: typed, custom, tags, ...fields }: z.output<typeof contactRoutes.createContact.body>,
): Promise<Contact> => {
  await getAccount(desk.table, fields.accountId);
  const extras = await changeExtras(desk.table, 'contact', {}, { custom, tags });
  const email = typed && normalizeEmail(typed);
  return retryOnContention(async () => {
    const known = email ? await findEmailIdentity(desk.table, email) : undefined;
    requireFreeEmail(known);
    const id = newId(desk.now());
    const at = nowOf(desk);
    const partyId = known?.partyId ?? id;
    const contact: Contact = { ...fields, ...extras, id, partyId, email, createdAt: at, updatedAt: at, version: 1 };
    await desk.table.transact([
      insertContact(contact),
      ...(email ? [claimEmail(email, known, { partyId, contactId: id })] : []),
    ]);
    return contact;
  });
};
