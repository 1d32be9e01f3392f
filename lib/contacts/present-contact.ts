import type * as z from 'zod';
import { toE164 } from '../identity/phone.ts';
import { contactName } from './contact.ts';
import type { contact as wireContact } from './contact-contract.ts';
import type { Contact } from './contact-entity.ts';

/** A contact as the API shows it. */
export const presentContact = (contact: Contact): z.output<typeof wireContact> => ({
  id: contact.id,
  partyId: contact.partyId,
  accountId: contact.accountId,
  leadId: contact.leadId ?? null,
  name: contactName(contact),
  firstName: contact.firstName ?? null,
  lastName: contact.lastName ?? null,
  email: contact.email ?? null,
  phone: contact.phone ?? null,
  phoneE164: toE164(contact.phone) ?? null,
  title: contact.title ?? null,
  lastTouch: contact.lastTouch ?? null,
  custom: contact.custom ?? {},
  tags: contact.tags ?? [],
  createdAt: contact.createdAt,
  updatedAt: contact.updatedAt,
  version: contact.version,
});
