import { getDomain } from 'tldts';
import { domainOfEmail } from '../identity/email.ts';
import { FREE_MAIL_DOMAINS } from '../identity/free-mail-domains.ts';

export interface EmailFacts {
  /** The registrable domain by the public suffix list, for example `example.co.uk`. */
  readonly emailDomain: string | undefined;
  /** Whether anybody may open a mailbox there. */
  readonly freeMail: boolean;
  /** The domain as that of a company; free-mail domains identify nobody. */
  readonly companyDomain: string | undefined;
}

/** What a normalised e-mail address says by itself. */
export const enrichEmail = (email: string | undefined): EmailFacts => {
  if (email === undefined) return { emailDomain: undefined, freeMail: false, companyDomain: undefined };
  const host = domainOfEmail(email);
  const emailDomain = getDomain(host, { allowPrivateDomains: true }) ?? host;
  const freeMail = FREE_MAIL_DOMAINS.has(emailDomain);
  return { emailDomain, freeMail, companyDomain: freeMail ? undefined : emailDomain };
};
