import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import { mailboxOf } from './email.ts';

export const emailIdentitySchema = z.object({
  mailbox: z.string(),
  /** The person to whom the address belongs, for good. */
  partyId: z.string(),
  /** The open lead that has the address now. */
  leadId: z.string().optional(),
  /** The contact that has it. */
  contactId: z.string().optional(),
});

/** Whose an e-mail address is. */
export type EmailIdentity = z.output<typeof emailIdentitySchema>;

export const emailIdentityKey = (mailbox: string) => ({ pk: `EMAIL#${mailbox}`, sk: 'EMAIL' });

export const emailIdentityEntity = defineEntity({
  type: 'email-identity',
  version: 1,
  schema: emailIdentitySchema,
  keys: (identity) => emailIdentityKey(identity.mailbox),
});

/** The key of the identity of a normalised address. */
export const identityKeyOfEmail = (email: string) => emailIdentityKey(mailboxOf(email));
