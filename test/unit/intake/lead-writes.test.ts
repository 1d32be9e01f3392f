import { describe, expect, it } from 'vitest';
import { accountEntity } from '../../../lib/accounts/account-entity.ts';
import { consentEntity } from '../../../lib/consent/consent-entity.ts';
import { contactEntity } from '../../../lib/contacts/contact-entity.ts';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { newId } from '../../../lib/ids.ts';
import { type Case, createLead, feedLead, signalContact } from '../../../lib/intake/lead-writes.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import type { Item, Key } from '../../../lib/table/item.ts';
import { AT, aContact, aLead, anAccount, aSubmission, later, MINUTE, NOW, SCORERS } from '../builders.ts';
import { aForm } from '../forms/a-form.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';

const TOLD: Case['told'] = {
  fields: { email: 'mia@acme.example', firstName: 'Maria', phone: '040 123', company: 'Other' },
  hasMessage: true,
  custom: { seats: 40, plan: 'pro' },
  tags: ['guide'],
};

/** A submission that is being processed in a table that holds it and what else is given. */
const aCase = (changes: Partial<Case> = {}, ...items: readonly (Item & Key)[]) => {
  const submission = aSubmission({ formId: 'whitepaper', formVersion: 3, consents: { newsletter: 'hash' } });
  const table = memoryTable(submissionEntity.toItem(submission), ...items);
  const one: Case = {
    table,
    router: { assign: async () => ({ lead: { ownerId: 'rep-1', assignment: { decision: 'why', turn: 7 } } }) },
    submission,
    form: aForm(),
    told: TOLD,
    known: undefined,
    scorers: SCORERS,
    now: later(MINUTE),
    ...changes,
  };
  return { one, table, submission };
};

const leadsIn = (table: MemoryTable) => table.ofType('lead').map(leadEntity.fromItem);
const consentsIn = (table: MemoryTable) => table.ofType('consent').map(consentEntity.fromItem);

describe('a new lead', () => {
  it('has the fields, custom values and tags that were told, and came from the form', async () => {
    const { one, table, submission } = aCase();
    await table.transact((await createLead(one)).writes);
    expect(leadsIn(table)).toEqual([
      expect.objectContaining({
        ...TOLD.fields,
        custom: TOLD.custom,
        tags: ['guide'],
        source: 'form:whitepaper',
        ownerId: 'rep-1',
        assignment: { decision: 'why', turn: 7 },
        submissionId: submission.id,
        submissionCount: 1,
        signals: [expect.objectContaining({ form: 'whitepaper', message: true })],
        updatedAt: AT,
      }),
    ]);
  });

  it('keeps no custom values and tags where there are none', async () => {
    const { one, table } = aCase({ told: { ...TOLD, custom: {}, tags: [] } });
    await table.transact((await createLead(one)).writes);
    expect(table.ofType('lead')[0]).not.toHaveProperty('custom');
    expect(table.ofType('lead')[0]).not.toHaveProperty('tags');
  });
});

describe('an open lead that hears from the person again', () => {
  const lead = aLead({
    firstName: 'Mia',
    phone: undefined,
    custom: { plan: 'basic' },
    tags: ['hot'],
    ownerId: 'rep-9',
  });

  it('has its empty fields filled, its tags added, and nothing that a rep wrote overwritten', async () => {
    const { one, table, submission } = aCase({}, leadEntity.toItem(lead));
    await table.transact((await feedLead(one, lead.id)).writes);
    expect(leadsIn(table)).toEqual([
      expect.objectContaining({
        ...lead,
        phone: '040 123',
        custom: { plan: 'basic', seats: 40 },
        tags: ['hot', 'guide'],
        signals: [...(lead.signals ?? []), { at: NOW, form: 'whitepaper', message: true }],
        scoredAt: NOW + MINUTE,
        submissionCount: 2,
        lastSubmissionId: submission.id,
        score: expect.any(Number),
        candidate: true,
        updatedAt: later(MINUTE),
        version: lead.version + 1,
      }),
    ]);
  });

  it('loses to a rep who saved meanwhile', async () => {
    const { one, table } = aCase({}, leadEntity.toItem(lead));
    const { writes } = await feedLead(one, lead.id);
    await table.put(leadEntity.toItem({ ...lead, firstName: 'Edited', version: lead.version + 1 }));
    await expect(table.transact(writes)).rejects.toMatchObject({ label: 'lead' });
    expect(leadsIn(table)[0]).toMatchObject({ firstName: 'Edited', submissionCount: 1 });
  });
});

describe('a contact who fills in a form', () => {
  const account = anAccount({ version: 4 });
  const contact = aContact({ accountId: account.id });
  const identity = { mailbox: 'mia@acme.example', partyId: contact.partyId, contactId: contact.id };

  it('is a signal on the timeline and a hint of a repeat sale on the account, which is otherwise as it was', async () => {
    const { one, table, submission } = aCase({}, accountEntity.toItem(account), contactEntity.toItem(contact));
    await table.transact((await signalContact(one, identity, contact.id)).writes);
    expect(leadsIn(table)).toEqual([]);
    expect(table.ofType('account').map(accountEntity.fromItem)).toEqual([
      {
        ...account,
        repeatSaleHint: { at: AT, contactId: contact.id, submissionId: submission.id },
        updatedAt: later(MINUTE),
        version: 5,
      },
    ]);
    expect(table.ofType('timeline-entry')).toMatchObject([
      { id: submission.id, kind: 'signal', subject: 'Whitepaper', on: { type: 'contact', id: contact.id } },
    ]);
  });
});

describe('a consent', () => {
  it('is an entry of the ledger of the person, whoever it is', async () => {
    const lead = aLead();
    const account = anAccount();
    const contact = aContact({ accountId: account.id });
    const identity = { mailbox: 'mia@acme.example', partyId: contact.partyId, contactId: contact.id };
    const fresh = aCase();
    await fresh.table.transact((await createLead(fresh.one)).writes);
    const fed = aCase({}, leadEntity.toItem(lead), emailIdentityEntity.toItem({ ...identity, partyId: lead.partyId }));
    await fed.table.transact((await feedLead(fed.one, lead.id)).writes);
    const known = aCase({}, accountEntity.toItem(account), contactEntity.toItem(contact));
    await known.table.transact((await signalContact(known.one, identity, contact.id)).writes);
    const parties = [leadsIn(fresh.table)[0]?.partyId, lead.partyId, contact.partyId];
    for (const [index, { table, submission }] of [fresh, fed, known].entries()) {
      expect(consentsIn(table)).toEqual([
        {
          id: submission.id,
          partyId: parties[index],
          purpose: 'newsletter',
          state: 'given',
          wordingHash: 'hash',
          formId: 'whitepaper',
          formVersion: 3,
          at: AT,
          submissionId: submission.id,
        },
      ]);
    }
  });

  it('waits for its confirmation where the form asks for one', async () => {
    const { one, table } = aCase({ form: aForm({ doubleOptIn: true }) });
    await table.transact((await createLead(one)).writes);
    expect(consentsIn(table)).toMatchObject([{ state: 'pending' }]);
  });

  it('is none where none was given', async () => {
    const { one, table } = aCase({ submission: aSubmission({ id: newId(NOW) }) });
    await table.transact((await createLead(one)).writes);
    expect(consentsIn(table)).toEqual([]);
  });
});
