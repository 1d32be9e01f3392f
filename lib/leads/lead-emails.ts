import { mailboxOf } from '../identity/email.ts';
import type { Lead } from './lead-entity.ts';

type Addresses = Pick<Lead, 'email' | 'otherEmails'>;

/** Every address that reaches the lead, its own first. */
export const emailsOfLead = ({ email, otherEmails = [] }: Addresses): string[] => [
  ...(email === undefined ? [] : [email]),
  ...otherEmails,
];

/** Addresses, one of each mailbox, without that of `email`; `undefined` when there is none. */
export const addressesBeside = (
  email: string | undefined,
  addresses: readonly string[] | undefined = [],
): string[] | undefined => {
  const seen = new Set(email === undefined ? [] : [mailboxOf(email)]);
  const others = addresses.filter((address) => {
    const mailbox = mailboxOf(address);
    if (seen.has(mailbox)) return false;
    seen.add(mailbox);
    return true;
  });
  return others.length > 0 ? others : undefined;
};

/** Whether an address came to the lead with another one that was merged into it. */
export const isOtherAddress = ({ otherEmails = [] }: Addresses, email: string): boolean =>
  otherEmails.some((one) => mailboxOf(one) === mailboxOf(email));
