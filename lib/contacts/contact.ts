import type { Contact } from './contact-entity.ts';

/** The name to show: the person's, else how they can be reached. */
export const contactName = (contact: Contact): string =>
  [contact.firstName, contact.lastName].filter(Boolean).join(' ') ||
  contact.email ||
  contact.phone ||
  'Unnamed contact';

/** The parties whose timelines and consents are the contact's. */
export const partiesOfContact = ({
  partyId,
  otherParties = [],
}: Pick<Contact, 'partyId' | 'otherParties'>): string[] => [partyId, ...otherParties];
