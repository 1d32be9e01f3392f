import { domainToASCII } from 'node:url';

/** Providers that deliver every spelling to one mailbox, and what they ignore before the @. */
const GMAIL = new Set(['gmail.com', 'googlemail.com']);

/** The address in the form that is stored and shown: trimmed, lower case, its domain in ASCII. */
export const normalizeEmail = (address: string): string => {
  const trimmed = address.trim().toLowerCase();
  const at = trimmed.lastIndexOf('@');
  const domain = trimmed.slice(at + 1);
  return `${trimmed.slice(0, at)}@${domainToASCII(domain) || domain}`;
};

/** The domain of a normalised address. */
export const domainOfEmail = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/**
 * What two addresses of one mailbox have in common. Gmail ignores dots and what follows a plus
 * (https://support.google.com/mail/answer/7436150, https://support.google.com/a/users/answer/9282734); elsewhere both may
 * mean another mailbox, so nothing is dropped.
 */
export const mailboxOf = (email: string): string => {
  const domain = domainOfEmail(email);
  if (!GMAIL.has(domain)) return email;
  const local = email.slice(0, email.lastIndexOf('@')).replace(/\+.*$/, '').replaceAll('.', '');
  // Nothing is left of `+news@gmail.com`: no mailbox has that address, and strangers who type one are not the same person.
  return local === '' ? email : `${local}@gmail.com`;
};
