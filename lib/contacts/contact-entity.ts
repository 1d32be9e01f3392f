import * as z from 'zod';
import { lastTouchSchema } from '../activities/last-touch.ts';
import { customValues } from '../fields/field-contract.ts';
import { defineEntity } from '../table/item.ts';

const schema = z.object({
  id: z.string(),
  /** The person, the same as when they were a lead. */
  partyId: z.string(),
  /** Parties whose timelines and consents are theirs too: of leads that were merged before the conversion. */
  otherParties: z.array(z.string()).optional(),
  accountId: z.string(),
  leadId: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  title: z.string().optional(),
  lastTouch: lastTouchSchema.optional(),
  custom: customValues.optional(),
  tags: z.array(z.string()).optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
});

/** A person at an account. */
export type Contact = z.output<typeof schema>;

export const contactKey = (id: string) => ({ pk: `CONTACT#${id}`, sk: 'CONTACT' });

/** The partition of `byRelation` that holds an account's contacts and opportunities. */
export const accountLinks = (accountId: string): string => `ACCOUNT#${accountId}`;
export const CONTACT_LINK = 'CONTACT#';

export const contactEntity = defineEntity({
  type: 'contact',
  version: 1,
  schema,
  keys: (contact) => ({
    ...contactKey(contact.id),
    relationKey: accountLinks(contact.accountId),
    relationSort: `${CONTACT_LINK}${contact.id}`,
  }),
});
