import { describe, expect, it } from 'vitest';
import { accountEntity } from '../../../lib/accounts/account-entity.ts';
import { getAccount } from '../../../lib/accounts/account-repository.ts';
import { logActivity } from '../../../lib/activities/log-activity.ts';
import { contactEntity } from '../../../lib/contacts/contact-entity.ts';
import { getContact } from '../../../lib/contacts/contact-repository.ts';
import { opportunityEntity } from '../../../lib/opportunities/opportunity-entity.ts';
import { getOpportunity } from '../../../lib/opportunities/opportunity-repository.ts';
import { ADA, AT, aContact, aDesk, anAccount, anOpportunity, aTouch, later, MINUTE } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const account = anAccount();
const contact = aContact({ accountId: account.id });
const opportunity = anOpportunity({ accountId: account.id, contactId: contact.id });

const aTable = () =>
  memoryTable(accountEntity.toItem(account), contactEntity.toItem(contact), opportunityEntity.toItem(opportunity));

const TOUCH = { at: AT, kind: 'call', by: { id: ADA.id, name: 'ada' } };

describe('logging an activity', () => {
  it('on an account hangs on its timeline and touches it', async () => {
    const table = aTable();
    const entry = await logActivity(aDesk(table), { type: 'account', id: account.id }, { kind: 'call' });
    expect(entry.timeline).toBe(`ACCOUNT#${account.id}`);
    expect(await getAccount(table, account.id)).toMatchObject({ lastTouch: TOUCH, version: 2 });
    expect((await getContact(table, contact.id)).lastTouch).toBeUndefined();
  });

  it('on a contact hangs on the timeline of the person and touches them and their account', async () => {
    const table = aTable();
    const entry = await logActivity(aDesk(table), { type: 'contact', id: contact.id }, { kind: 'call' });
    expect(entry.timeline).toBe(`PARTY#${contact.partyId}`);
    expect((await getContact(table, contact.id)).lastTouch).toEqual(TOUCH);
    expect((await getAccount(table, account.id)).lastTouch).toEqual(TOUCH);
  });

  it('on an opportunity hangs on its timeline and touches it, its contact and its account', async () => {
    const table = aTable();
    const entry = await logActivity(aDesk(table), { type: 'opportunity', id: opportunity.id }, { kind: 'call' });
    expect(entry.timeline).toBe(`OPPORTUNITY#${opportunity.id}`);
    expect((await getOpportunity(table, opportunity.id)).lastTouch).toEqual(TOUCH);
    expect((await getContact(table, contact.id)).lastTouch).toEqual(TOUCH);
    expect((await getAccount(table, account.id)).lastTouch).toEqual(TOUCH);
  });

  it('changes no record when it is a note', async () => {
    const table = aTable();
    await logActivity(aDesk(table), { type: 'opportunity', id: opportunity.id }, { kind: 'note' });
    expect(await getOpportunity(table, opportunity.id)).toEqual(opportunity);
    expect(await getAccount(table, account.id)).toEqual(account);
    expect(table.ofType('timeline-entry')).toHaveLength(1);
  });

  it('never hides a newer touch by a back-dated one, on any record', async () => {
    const table = aTable();
    const newest = aTouch({ kind: 'meeting' });
    await table.put(accountEntity.toItem({ ...account, lastTouch: newest }));
    const place = { type: 'contact', id: contact.id } as const;
    await logActivity(aDesk(table), place, { kind: 'call', at: later(-MINUTE) });
    expect((await getAccount(table, account.id)).lastTouch).toEqual(newest);
    expect((await getContact(table, contact.id)).lastTouch?.at).toBe(later(-MINUTE));
  });

  it('is refused, with nothing written, on a record that is not there', async () => {
    for (const type of ['account', 'contact', 'opportunity'] as const) {
      const table = memoryTable();
      await expect(logActivity(aDesk(table), { type, id: 'gone' }, { kind: 'note' })).rejects.toMatchObject({
        code: `${type}-not-found`,
      });
      expect(table.all()).toEqual([]);
    }
  });
});
