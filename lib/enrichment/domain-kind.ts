import type { EmailFacts } from './enrich-email.ts';

/** What kind of mailbox an address is: a company's, anybody's, or one to throw away; `undefined` without an address. */
export const domainKindOf = ({
  emailDomain,
  freeMail,
  disposable,
}: EmailFacts): 'company' | 'free-mail' | 'disposable' | undefined => {
  if (emailDomain === undefined) return undefined;
  if (disposable) return 'disposable';
  return freeMail ? 'free-mail' : 'company';
};
