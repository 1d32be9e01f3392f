import { mailboxOf } from '../../../lib/identity/email.ts';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { externalEntity } from '../../../lib/identity/external-identity-entity.ts';
import { type Lead, leadEntity } from '../../../lib/leads/lead-entity.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { aUser } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

/** A table with leads whose addresses and ids in other systems are theirs. */
export const tableOf = (...leads: readonly Lead[]) =>
  memoryTable(
    userEntity.toItem(aUser()),
    ...leads.flatMap((lead) => [
      leadEntity.toItem(lead),
      ...(lead.email
        ? [emailIdentityEntity.toItem({ mailbox: mailboxOf(lead.email), partyId: lead.partyId, leadId: lead.id })]
        : []),
      ...Object.entries(lead.externalIds ?? {}).map(([system, externalId]) =>
        externalEntity.toItem({ system, externalId, leadId: lead.id }),
      ),
    ]),
  );

/** What every change of a record changes, and since when its score holds. */
const AUDIT = ['updatedAt', 'version', 'rescored', 'scoredAt'];

/** A record without its audit trail. */
export const bare = (record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => !AUDIT.includes(name) && value !== undefined));
