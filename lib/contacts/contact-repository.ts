import { notFound } from '../errors.ts';
import { mergedList } from '../table/merged-list.ts';
import { hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import { accountLinks, CONTACT_LINK, type Contact, contactEntity, contactKey } from './contact-entity.ts';

/** One contact, strongly read. Errors: `contact-not-found`. */
export const getContact = async (table: Table, id: string): Promise<Contact> => {
  const item = await table.get(contactKey(id), { consistent: true });
  if (!item) throw notFound('contact');
  return contactEntity.fromItem(item);
};

/** Adds a contact that is new. */
export const insertContact = (contact: Contact): Write => ({
  label: 'contact',
  put: contactEntity.toItem(contact),
  condition: isNew,
});

/** Replaces a contact as it was when `contact.version` was one lower. */
export const replaceContact = (contact: Contact): Write => ({
  label: 'contact',
  put: contactEntity.toItem(contact),
  condition: hasVersion(contact.version - 1),
});

/** A page of an account's contacts, oldest first. */
export const listContacts = async (
  table: Table,
  { accountId, limit, after }: { accountId: string; limit: number; after: string | undefined },
): Promise<{ items: Contact[]; next: string | undefined }> => {
  const sources = [{ index: 'byRelation', partition: accountLinks(accountId), beginsWith: CONTACT_LINK } as const];
  const { items, next } = await mergedList(table, { sources, sortKey: 'relationSort', limit, after });
  return { items: items.map((item) => contactEntity.fromItem(item)), next };
};
