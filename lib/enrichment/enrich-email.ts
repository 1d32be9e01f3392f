import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import { getDomain } from 'tldts';
import { domainOfEmail } from '../identity/email.ts';
import { FREE_MAIL_DOMAINS } from '../identity/free-mail-domains.ts';

export interface EmailFacts {
  /** The registrable domain by the public suffix list, for example `example.co.uk`. */
  readonly emailDomain: string | undefined;
  /** Whether anybody may open a mailbox there. */
  readonly freeMail: boolean;
  /** Whether the address is one that is thrown away after use. */
  readonly disposable: boolean;
  /** The domain as that of a company; free-mail domains identify nobody. */
  readonly companyDomain: string | undefined;
}

const NOTHING: EmailFacts = { emailDomain: undefined, freeMail: false, disposable: false, companyDomain: undefined };

let known: Set<string> | undefined;

/** The library's list, made once: its own check makes the set of some thousand domains anew for every address, which costs a millisecond. */
const throwAwayDomains = (): Set<string> => (known ??= disposableEmailBlocklistSet());

/** What a normalised e-mail address says by itself. */
export const enrichEmail = (email: string | undefined): EmailFacts => {
  if (email === undefined) return NOTHING;
  const host = domainOfEmail(email);
  const emailDomain = getDomain(host, { allowPrivateDomains: true }) ?? host;
  const freeMail = FREE_MAIL_DOMAINS.has(emailDomain);
  const throwAway = throwAwayDomains();
  const disposable = throwAway.has(emailDomain) || throwAway.has(host);
  return { emailDomain, freeMail, disposable, companyDomain: freeMail || disposable ? undefined : emailDomain };
};
