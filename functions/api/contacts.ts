import { logActivity } from '../../lib/activities/log-activity.ts';
import { presentEntry, presentTimeline } from '../../lib/activities/present-timeline.ts';
import { partyTimeline } from '../../lib/activities/timeline-entry-entity.ts';
import { readTimelines } from '../../lib/activities/timeline-repository.ts';
import { partiesOfContact } from '../../lib/contacts/contact.ts';
import { contactRoutes } from '../../lib/contacts/contact-contract.ts';
import type { Contact } from '../../lib/contacts/contact-entity.ts';
import { getContact, listContacts } from '../../lib/contacts/contact-repository.ts';
import { createContact } from '../../lib/contacts/create-contact.ts';
import { presentContact } from '../../lib/contacts/present-contact.ts';
import { updateContact } from '../../lib/contacts/update-contact.ts';
import { environment } from '../../lib/environment.ts';
import { fromCursor, toCursor } from '../../lib/table/cursor.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const deskOf = (actor: Actor) => ({ table, actor, now: Date.now });
const contactAnswer = (contact: Contact) => ({ body: presentContact(contact), version: contact.version });

export const handler = apiHandler(contactRoutes, {
  listContacts: async ({ query: { accountId, limit, cursor } }) => {
    const { items, next } = await listContacts(table, { accountId, limit, after: fromCursor(cursor) });
    return { body: { items: items.map(presentContact), nextCursor: toCursor(next) } };
  },
  createContact: async ({ actor, body }) => contactAnswer(await createContact(deskOf(actor), body)),
  getContact: async ({ params }) => contactAnswer(await getContact(table, params.id)),
  updateContact: async ({ actor, params, ifMatch, body }) =>
    contactAnswer(await updateContact(deskOf(actor), params.id, ifMatch, body)),
  getContactTimeline: async ({ params, query: { limit, cursor } }) => {
    const timelines = partiesOfContact(await getContact(table, params.id)).map(partyTimeline);
    const { items, next } = await readTimelines(table, timelines, { limit, after: fromCursor(cursor) });
    return { body: { items: await presentTimeline(table, items), nextCursor: toCursor(next) } };
  },
  logContactActivity: async ({ actor, params, body }) => ({
    body: presentEntry(await logActivity(deskOf(actor), { type: 'contact', id: params.id }, body)),
  }),
});
