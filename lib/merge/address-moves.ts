import { conflict } from '../errors.ts';
import { mailboxOf } from '../identity/email.ts';
import type { EmailIdentity } from '../identity/email-identity-entity.ts';
import { claimEmail, findEmailIdentities } from '../identity/email-identity-repository.ts';
import { addressesBeside, emailsOfLead } from '../leads/lead-emails.ts';
import type { Lead } from '../leads/lead-entity.ts';
import type { Table, Write } from '../table/table.ts';
import type { WinnerStates } from './unmerged-lead.ts';

interface AddressMoves {
  readonly writes: Write[];
  /** The addresses of the lead that stayed, as they are afterwards. */
  readonly addresses: Pick<Lead, 'email' | 'otherEmails'>;
}

const taken = ({ leadId, contactId }: EmailIdentity) =>
  conflict('address-taken', 'An address of the other lead is somebody else’s by now.', {
    ...(leadId !== undefined && { leadId }),
    ...(contactId !== undefined && { contactId }),
  });

/**
 * Gives the addresses of a merged lead back to it, and the lead that stayed those that it had before, or has got since, as far as they are still its own. Errors:
 * `address-taken` when one of the merged lead is somebody else's by now.
 */
export const moveAddresses = async (
  table: Table,
  { before, after, current }: WinnerStates,
  loser: Lead,
): Promise<AddressMoves> => {
  const theirs = emailsOfLead(loser);
  const everybodys = [...theirs, ...emailsOfLead(before), ...emailsOfLead(current)];
  const known = new Map((await findEmailIdentities(table, everybodys)).map((one) => [one.mailbox, one]));
  const identityOf = (email: string) => known.get(mailboxOf(email));
  const isTheirs = new Set(theirs.map(mailboxOf));
  const back = theirs.map((email): Write => {
    const identity = identityOf(email);
    const holder = identity?.leadId ?? identity?.contactId;
    if (identity && holder !== undefined && holder !== current.id) throw taken(identity);
    return claimEmail(email, identity, { partyId: identity?.partyId ?? loser.partyId, leadId: loser.id });
  });
  // Held by the lead that stayed, or by nobody, so that it can be claimed.
  const isFree = (email: string): boolean => {
    if (isTheirs.has(mailboxOf(email))) return false;
    const identity = identityOf(email);
    return (identity?.leadId ?? identity?.contactId ?? current.id) === current.id;
  };
  const wanted = current.email === after.email ? [before.email] : [current.email, before.email];
  const email = wanted.filter((one) => one !== undefined).find(isFree);
  const holds = (one: string): boolean => identityOf(one)?.leadId === current.id && !isTheirs.has(mailboxOf(one));
  const otherEmails = addressesBeside(email, [...emailsOfLead(before), ...emailsOfLead(current)].filter(holds));
  const claims =
    email === undefined || holds(email)
      ? []
      : [
          claimEmail(email, identityOf(email), {
            partyId: identityOf(email)?.partyId ?? current.partyId,
            leadId: current.id,
          }),
        ];
  return { writes: [...back, ...claims], addresses: { email, otherEmails } };
};
