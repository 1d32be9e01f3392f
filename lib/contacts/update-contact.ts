import type * as z from 'zod';
import { versionMismatch } from '../errors.ts';
import { changeExtras } from '../fields/change-extras.ts';
import { normalizeEmail } from '../identity/email.ts';
import { claimEmail, findEmailIdentity, releaseEmail } from '../identity/email-identity-repository.ts';
import { requireFreeEmail } from '../leads/create-lead.ts';
import type { Write } from '../table/table.ts';
import { failedOn } from '../table/write-errors.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import type { contactRoutes } from './contact-contract.ts';
import type { Contact } from './contact-entity.ts';
import { getContact, replaceContact } from './contact-repository.ts';

const moveEmail = async ({ table }: Desk, contact: Contact, email: string | undefined): Promise<Write[]> => {
  if (email === contact.email) return [];
  const known = email ? await findEmailIdentity(table, email) : undefined;
  if (known?.contactId === contact.id) return [];
  requireFreeEmail(known);
  return [
    ...(contact.email ? [releaseEmail(contact.email, { contactId: contact.id })] : []),
    ...(email ? [claimEmail(email, known, { partyId: known?.partyId ?? contact.partyId, contactId: contact.id })] : []),
  ];
};

/** Changes a contact as of the version that the caller read. Errors: `version-mismatch`, `contact-exists`, `lead-exists`. */
export const updateContact = async (
  desk: Desk,
  id: string,
  expectedVersion: number,
  body: z.output<typeof contactRoutes.updateContact.body>,
): Promise<Contact> => {
  const contact = await getContact(desk.table, id);
  if (contact.version !== expectedVersion) throw versionMismatch();
  const extras = await changeExtras(desk.table, 'contact', contact, body);
  const changes = { ...body, ...(body.email && { email: normalizeEmail(body.email) }), ...extras };
  const changed = edited(contact, changes, nowOf(desk));
  try {
    await desk.table.transact([replaceContact(changed), ...(await moveEmail(desk, contact, changed.email))]);
  } catch (error) {
    if (failedOn(error, 'contact')) throw versionMismatch();
    throw error;
  }
  return changed;
};
