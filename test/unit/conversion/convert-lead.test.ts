import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountEntity } from '../../../lib/accounts/account-entity.ts';
import { insertAccount } from '../../../lib/accounts/account-repository.ts';
import { contactEntity } from '../../../lib/contacts/contact-entity.ts';
import { convertLead } from '../../../lib/conversion/convert-lead.ts';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { findEmailIdentity } from '../../../lib/identity/email-identity-repository.ts';
import { type Lead, leadEntity } from '../../../lib/leads/lead-entity.ts';
import { getLead } from '../../../lib/leads/lead-repository.ts';
import { opportunityEntity } from '../../../lib/opportunities/opportunity-entity.ts';
import type { Table } from '../../../lib/table/table.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, AT, aDesk, aLead, anAccount, aQualifiedLead, aTouch, aUser, later } from '../builders.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';

const tableWith = (...leads: readonly Lead[]) =>
  memoryTable(
    userEntity.toItem(aUser()),
    ...leads.flatMap((lead) => [
      leadEntity.toItem(lead),
      ...(lead.email
        ? [emailIdentityEntity.toItem({ mailbox: lead.email, partyId: lead.partyId, leadId: lead.id })]
        : []),
    ]),
  );

const accountsIn = (table: MemoryTable) => table.ofType('account').map(accountEntity.fromItem);
const contactsIn = (table: MemoryTable) => table.ofType('contact').map(contactEntity.fromItem);
const opportunitiesIn = (table: MemoryTable) => table.ofType('opportunity').map(opportunityEntity.fromItem);

describe('converting a qualified lead', () => {
  it('makes an account, a contact and an opportunity that know of each other', async () => {
    const lead = aQualifiedLead({ title: 'Buyer', phone: '040 123' });
    const table = tableWith(lead);
    const conversion = await convertLead(aDesk(table), lead.id, {}, undefined);
    const [account] = accountsIn(table);
    const [contact] = contactsIn(table);
    const [opportunity] = opportunitiesIn(table);
    expect(account).toMatchObject({
      name: 'Acme',
      domain: 'acme.example',
      status: 'prospect',
      ownerId: lead.ownerId,
      lastTouch: lead.lastTouch,
    });
    expect(contact).toMatchObject({
      partyId: lead.partyId,
      accountId: account?.id,
      leadId: lead.id,
      firstName: 'Mia',
      lastName: 'Stone',
      email: lead.email,
      phone: '040 123',
      title: 'Buyer',
      lastTouch: lead.lastTouch,
    });
    expect(opportunity).toMatchObject({
      accountId: account?.id,
      contactId: contact?.id,
      leadId: lead.id,
      name: 'Acme',
      kind: 'new',
      stage: 'discovery',
      ownerId: lead.ownerId,
    });
    expect(conversion).toEqual({
      leadId: lead.id,
      accountId: account?.id,
      contactId: contact?.id,
      opportunityId: opportunity?.id,
      accountCreated: true,
      at: AT,
      by: ADA,
      idempotencyKey: undefined,
    });
  });

  it('closes the lead, hands the address to the contact, and tells it on the timeline of the party', async () => {
    const lead = aQualifiedLead();
    const table = tableWith(lead);
    const { contactId } = await convertLead(aDesk(table), lead.id, {}, undefined);
    expect(await getLead(table, lead.id)).toMatchObject({ status: 'converted', version: lead.version + 1 });
    expect(await findEmailIdentity(table, 'mia@acme.example')).toEqual({
      mailbox: 'mia@acme.example',
      partyId: lead.partyId,
      contactId,
    });
    expect(table.ofType('timeline-entry')).toEqual([
      expect.objectContaining({ pk: `PARTY#${lead.partyId}`, event: 'lead-converted', kind: 'system' }),
    ]);
  });

  it('makes no opportunity when the rep declines', async () => {
    const lead = aQualifiedLead();
    const table = tableWith(lead);
    const { opportunityId } = await convertLead(aDesk(table), lead.id, { opportunity: false }, undefined);
    expect(opportunityId).toBeUndefined();
    expect(opportunitiesIn(table)).toEqual([]);
  });

  it('takes what the rep says of the account and the opportunity', async () => {
    const lead = aQualifiedLead();
    const table = tableWith(lead);
    const amount = { minor: 120_000, currency: 'EUR' };
    const opportunity = { name: 'First order', amount, closeDate: '2026-05-01' };
    await convertLead(aDesk(table), lead.id, { accountName: 'Acme Group', opportunity }, undefined);
    expect(accountsIn(table)[0]?.name).toBe('Acme Group');
    expect(opportunitiesIn(table)[0]).toMatchObject(opportunity);
  });

  it('names an account without a company after the person, and gives an unowned lead to the rep who converts it', async () => {
    const lead = aQualifiedLead({ company: undefined, ownerId: undefined, email: 'mia@gmail.com' });
    const table = tableWith(lead);
    await convertLead(aDesk(table), lead.id, {}, undefined);
    expect(accountsIn(table)[0]).toMatchObject({ name: 'Mia Stone', ownerId: ADA.id });
    expect(accountsIn(table)[0]?.domain).toBeUndefined();
  });
});

describe('the account of a conversion', () => {
  it('is the one with the domain of the company, which is touched and sells again to a customer', async () => {
    const lead = aQualifiedLead({ lastTouch: aTouch({ at: later(5000) }) });
    const table = tableWith(lead);
    const account = anAccount({ status: 'customer', customerSince: AT, lastTouch: aTouch() });
    await table.transact(insertAccount(account));
    const conversion = await convertLead(aDesk(table), lead.id, {}, undefined);
    expect(conversion).toMatchObject({ accountId: account.id, accountCreated: false });
    expect(accountsIn(table)).toEqual([{ ...account, lastTouch: lead.lastTouch, updatedAt: AT, version: 2 }]);
    expect(opportunitiesIn(table)[0]?.kind).toBe('repeat');
  });

  it('is the one that the rep names, whatever the domain says', async () => {
    const lead = aQualifiedLead();
    const table = tableWith(lead);
    const named = anAccount({ domain: undefined, name: 'Holding' });
    await table.transact([...insertAccount(named), ...insertAccount(anAccount())]);
    expect(await convertLead(aDesk(table), lead.id, { accountId: named.id }, undefined)).toMatchObject({
      accountId: named.id,
      accountCreated: false,
    });
    const other = aQualifiedLead({ email: 'tom@acme.example' });
    const elsewhere = tableWith(other);
    await expect(convertLead(aDesk(elsewhere), other.id, { accountId: 'gone' }, undefined)).rejects.toMatchObject({
      code: 'account-not-found',
    });
    expect(contactsIn(elsewhere)).toEqual([]);
  });

  it('never joins strangers who share a free-mail domain', async () => {
    const leads = ['mia@gmail.com', 'tom@gmail.com'].map((email) => aQualifiedLead({ email, company: undefined }));
    const table = tableWith(...leads);
    for (const { id } of leads) await convertLead(aDesk(table), id, {}, undefined);
    expect(accountsIn(table)).toHaveLength(2);
  });

  it('is one account for two leads of a company that are converted at once', async () => {
    const leads = ['mia@acme.example', 'tom@acme.example'].map((email) => aQualifiedLead({ email }));
    const table = tableWith(...leads);
    const conversions = await Promise.all(leads.map(({ id }) => convertLead(aDesk(table), id, {}, undefined)));
    expect(accountsIn(table)).toHaveLength(1);
    expect(new Set(conversions.map(({ accountId }) => accountId)).size).toBe(1);
    expect(conversions.map(({ accountCreated }) => accountCreated).toSorted()).toEqual([false, true]);
  });
});

describe('a lead that cannot be converted', () => {
  it('says what is missing while it is not qualified', async () => {
    const lead = aLead({ status: 'working', lastTouch: aTouch() });
    const table = tableWith(lead);
    await expect(convertLead(aDesk(table), lead.id, {}, undefined)).rejects.toMatchObject({
      category: 'conflict',
      code: 'lead-not-qualified',
      details: { missing: ['fit', 'need', 'budget'] },
    });
    expect(table.ofType('account')).toEqual([]);
  });

  it('answers with the first result, without the key under which it was asked for', async () => {
    const lead = aQualifiedLead();
    const table = tableWith(lead);
    const { idempotencyKey, ...first } = await convertLead(aDesk(table), lead.id, {}, 'key-1');
    expect(idempotencyKey).toBe('key-1');
    for (const key of ['key-2', undefined]) {
      await expect(convertLead(aDesk(table), lead.id, {}, key)).rejects.toMatchObject({
        code: 'lead-already-converted',
        details: { conversion: first },
      });
    }
  });

  it('gives the first answer again under the same Idempotency-Key', async () => {
    const lead = aQualifiedLead();
    const table = tableWith(lead);
    const first = await convertLead(aDesk(table), lead.id, {}, 'key-1');
    const later = aDesk(table, { now: () => Date.parse(AT) + 60_000 });
    expect(await convertLead(later, lead.id, { opportunity: false }, 'key-1')).toEqual(first);
    expect(opportunitiesIn(table)).toHaveLength(1);
  });

  it('was converted once and whole, however many press the button at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const lead = aQualifiedLead();
        const table = tableWith(lead);
        const interleaved: Table = {
          ...table,
          get: scheduler.scheduleFunction(table.get),
          transact: scheduler.scheduleFunction(table.transact),
        };
        const racers = ['a', 'b', 'c'].map((key) => convertLead(aDesk(interleaved), lead.id, {}, key));
        const outcomes = await scheduler.waitFor(Promise.allSettled(racers));
        const won = outcomes.filter(({ status }) => status === 'fulfilled');
        expect(won).toHaveLength(1);
        for (const outcome of outcomes) {
          if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'lead-already-converted' });
        }
        expect([accountsIn(table), contactsIn(table), opportunitiesIn(table)].map(({ length }) => length)).toEqual([
          1, 1, 1,
        ]);
      }),
      { numRuns: 20 },
    );
  });
});
