import type * as z from 'zod';
import { touchedAccount } from '../accounts/account.ts';
import type { Account } from '../accounts/account-entity.ts';
import { findAccountByDomain, getAccount, insertAccount, replaceAccount } from '../accounts/account-repository.ts';
import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import type { Contact } from '../contacts/contact-entity.ts';
import { insertContact } from '../contacts/contact-repository.ts';
import { enrichEmail } from '../enrichment/enrich-email.ts';
import { conflict } from '../errors.ts';
import { convertCustom } from '../fields/convert-custom.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import { mailboxOf } from '../identity/email.ts';
import { claimEmail, findEmailIdentities } from '../identity/email-identity-repository.ts';
import { newId } from '../ids.ts';
import { leadName, partiesOfLead, partyOfAddress } from '../leads/lead.ts';
import { emailsOfLead } from '../leads/lead-emails.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { getLead, replaceLead } from '../leads/lead-repository.ts';
import { recordOutcome } from '../learned-scoring/record-outcome.ts';
import type { Opportunity } from '../opportunities/opportunity-entity.ts';
import { insertOpportunity } from '../opportunities/opportunity-repository.ts';
import { FIRST_STAGE, SALES_PIPELINE } from '../opportunities/pipeline.ts';
import { checkGate } from '../qualification/qualification.ts';
import { readSettings } from '../settings/settings-repository.ts';
import { retryOnContention } from '../table/retry.ts';
import type { Table } from '../table/table.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import type { ActorRef } from '../users/actor.ts';
import { actorRef } from '../users/user-repository.ts';
import type { Conversion } from './conversion.ts';
import type { convertBody } from './conversion-contract.ts';
import { presentConversion } from './present-conversion.ts';

type ConvertRequest = NonNullable<z.output<typeof convertBody>>;

/** What a conversion is about to do: everything decided, nothing written. */
interface Plan {
  readonly account: Account;
  readonly accountCreated: boolean;
  readonly contact: Contact;
  readonly opportunity: Opportunity | undefined;
}

/** The account named by the rep, else the one with the lead's company domain, else none yet. */
const matchAccount = (table: Table, lead: Lead, accountId: string | undefined): Promise<Account | undefined> =>
  accountId ? getAccount(table, accountId) : findAccountByDomain(table, enrichEmail(lead.email).companyDomain);

/** What a conversion depends on beside the lead. */
interface Circumstances {
  readonly now: number;
  /** The same moment in ISO 8601. */
  readonly at: string;
  readonly actorId: string;
  readonly definitions: readonly FieldDefinition[];
}

/** Decides what the lead becomes; pure, given the account that matched. */
const planConversion = (
  lead: Lead,
  request: ConvertRequest,
  matched: Account | undefined,
  { now, at, actorId, definitions }: Circumstances,
): Plan => {
  const created = { createdAt: at, updatedAt: at, version: 1 };
  const ownerId = lead.ownerId ?? actorId;
  const account: Account = matched
    ? {
        ...touchedAccount(matched, lead.lastTouch, at),
        custom: convertCustom(definitions, lead.custom, 'account', matched.custom),
      }
    : {
        id: newId(now),
        name: request.accountName ?? lead.company ?? leadName(lead),
        domain: enrichEmail(lead.email).companyDomain,
        status: 'prospect',
        ownerId,
        lastTouch: lead.lastTouch,
        custom: convertCustom(definitions, lead.custom, 'account', undefined),
        ...created,
      };
  const { firstName, lastName, email, phone, title, lastTouch, tags } = lead;
  const otherParties = partiesOfLead(lead).filter((party) => party !== lead.partyId);
  const contact: Contact = {
    id: newId(now),
    partyId: lead.partyId,
    otherParties: otherParties.length > 0 ? otherParties : undefined,
    accountId: account.id,
    leadId: lead.id,
    ...{ firstName, lastName, email, phone, title, lastTouch, tags },
    custom: convertCustom(definitions, lead.custom, 'contact', undefined),
    ...created,
  };
  const sale = request.opportunity;
  const opportunity: Opportunity | undefined =
    sale === false
      ? undefined
      : {
          id: newId(now),
          accountId: account.id,
          contactId: contact.id,
          leadId: lead.id,
          name: sale?.name ?? account.name,
          kind: account.status === 'customer' ? 'repeat' : 'new',
          pipelineId: SALES_PIPELINE.id,
          stage: FIRST_STAGE,
          amount: sale?.amount,
          closeDate: sale?.closeDate,
          ownerId,
          lastTouch,
          custom: convertCustom(definitions, lead.custom, 'opportunity', undefined),
          ...created,
        };
  return { account, accountCreated: !matched, contact, opportunity };
};

const commit = async (
  { table }: Desk,
  lead: Lead,
  plan: Plan,
  { by, at, idempotencyKey }: { by: ActorRef; at: string; idempotencyKey: string | undefined },
): Promise<Conversion> => {
  const { account, accountCreated, contact, opportunity } = plan;
  const conversion: Conversion = {
    leadId: lead.id,
    accountId: account.id,
    contactId: contact.id,
    opportunityId: opportunity?.id,
    accountCreated,
    at,
    by,
    idempotencyKey,
  };
  const emails = emailsOfLead(lead);
  const [identities, outcome] = await Promise.all([
    findEmailIdentities(table, emails),
    recordOutcome(table, lead, 'won'),
  ]);
  await table.transact([
    replaceLead(edited(lead, { status: 'converted', conversion }, at)),
    ...(accountCreated ? insertAccount(account) : [replaceAccount(account)]),
    insertContact(contact),
    ...(opportunity ? [insertOpportunity(opportunity)] : []),
    ...emails.map((email) => {
      const known = identities.find(({ mailbox }) => mailbox === mailboxOf(email));
      return claimEmail(email, known, { partyId: partyOfAddress(lead, known), contactId: contact.id });
    }),
    addTimelineEntry({
      id: newId(Date.parse(at)),
      kind: 'system',
      event: 'lead-converted',
      at,
      by,
      subject: account.name,
      on: { type: 'lead', id: lead.id },
      timeline: partyTimeline(lead.partyId),
    }),
    outcome,
  ]);
  return conversion;
};

/**
 * Promotes a qualified lead, in one transaction, to an account (new or matched), a contact and, unless declined, an opportunity. One request wins; repeated under the same Idempotency-Key it gets the first answer again. Errors: `lead-already-converted`
 * with the first result, `lead-not-qualified` with what is missing, `account-not-found`.
 */
export const convertLead = async (
  desk: Desk,
  leadId: string,
  request: ConvertRequest,
  idempotencyKey: string | undefined,
): Promise<Conversion> => {
  const by = await actorRef(desk.table, desk.actor);
  return retryOnContention(async () => {
    const lead = await getLead(desk.table, leadId);
    if (lead.conversion) {
      if (idempotencyKey !== undefined && lead.conversion.idempotencyKey === idempotencyKey) return lead.conversion;
      throw conflict('lead-already-converted', 'The lead was converted before.', {
        conversion: presentConversion(lead.conversion),
      });
    }
    if (lead.status !== 'qualified') {
      const { missing } = checkGate(lead.lastTouch !== undefined, lead.qualification);
      throw conflict('lead-not-qualified', `The lead is ${lead.status}; only a qualified lead is converted.`, {
        missing,
      });
    }
    const matched = await matchAccount(desk.table, lead, request.accountId);
    const at = nowOf(desk);
    const plan = planConversion(lead, request, matched, {
      now: desk.now(),
      at,
      actorId: desk.actor.id,
      definitions: (await readSettings(desk.table, FIELD_SETTINGS)).value,
    });
    return commit(desk, lead, plan, { by, at, idempotencyKey });
  });
};
