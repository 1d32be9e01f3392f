import { describe, expect, it } from 'vitest';
import { type Account, accountEntity } from '../../../lib/accounts/account-entity.ts';
import { getAccount } from '../../../lib/accounts/account-repository.ts';
import { contactEntity } from '../../../lib/contacts/contact-entity.ts';
import { newId } from '../../../lib/ids.ts';
import { createOpportunity } from '../../../lib/opportunities/create-opportunity.ts';
import { moveOpportunity } from '../../../lib/opportunities/move-opportunity.ts';
import { type Opportunity, opportunityEntity } from '../../../lib/opportunities/opportunity-entity.ts';
import { getOpportunity, listOpportunities } from '../../../lib/opportunities/opportunity-repository.ts';
import { updateOpportunity } from '../../../lib/opportunities/update-opportunity.ts';
import { ADA, AT, aContact, aDesk, anAccount, anOpportunity, later, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const tableWith = (account: Account, ...opportunities: readonly Opportunity[]) =>
  memoryTable(accountEntity.toItem(account), ...opportunities.map(opportunityEntity.toItem));

describe('making an opportunity', () => {
  it('is new business with a prospect and a repeat sale with a customer, unless said otherwise', async () => {
    const [prospect, customer] = [anAccount(), anAccount({ status: 'customer' })];
    const table = memoryTable(accountEntity.toItem(prospect), accountEntity.toItem(customer));
    const kindOf = async (accountId: string, kind?: 'renewal') =>
      (await createOpportunity(aDesk(table), { accountId, name: 'Order', kind })).kind;
    expect(await kindOf(prospect.id)).toBe('new');
    expect(await kindOf(customer.id)).toBe('repeat');
    expect(await kindOf(customer.id, 'renewal')).toBe('renewal');
  });

  it('asks for a contact at the same account', async () => {
    const account = anAccount();
    const [here, elsewhere] = [aContact({ accountId: account.id }), aContact()];
    const table = tableWith(account);
    for (const contact of [here, elsewhere]) await table.put(contactEntity.toItem(contact));
    const body = { accountId: account.id, name: 'Order' };
    expect(await createOpportunity(aDesk(table), { ...body, contactId: here.id })).toMatchObject({ ownerId: ADA.id });
    await expect(createOpportunity(aDesk(table), { ...body, contactId: elsewhere.id })).rejects.toMatchObject({
      code: 'contact-not-found',
    });
  });

  it('asks for an account that is there', async () => {
    await expect(createOpportunity(aDesk(memoryTable()), { accountId: 'gone', name: 'Order' })).rejects.toMatchObject({
      code: 'account-not-found',
    });
  });
});

describe('moving an opportunity', () => {
  const account = anAccount();
  const open = anOpportunity({ accountId: account.id });

  it('tells it on the timeline', async () => {
    const table = tableWith(account, open);
    const moved = await moveOpportunity(aDesk(table), open.id, undefined, { stage: 'proposal' });
    expect(moved).toMatchObject({ stage: 'proposal', version: 2 });
    expect(table.ofType('timeline-entry')).toEqual([
      expect.objectContaining({ pk: `OPPORTUNITY#${open.id}`, event: 'stage-changed', subject: 'Proposal' }),
    ]);
  });

  it('makes the prospect a customer with the first deal that is won, and leaves a customer alone', async () => {
    const table = tableWith(account, open, anOpportunity({ id: newId(NOW), accountId: account.id }));
    const [, second] = table.ofType('opportunity').map(opportunityEntity.fromItem);
    const won = await moveOpportunity(aDesk(table), open.id, undefined, { stage: 'won' });
    expect(won.closedAt).toBe(AT);
    const customer = await getAccount(table, account.id);
    expect(customer).toMatchObject({ status: 'customer', customerSince: AT, version: 2 });
    const nextDay = aDesk(table, { now: () => NOW + 86_400_000 });
    await moveOpportunity(nextDay, second?.id ?? '', undefined, { stage: 'won' });
    expect(await getAccount(table, account.id)).toEqual(customer);
  });

  it('asks why a deal was lost', async () => {
    const table = tableWith(account, open);
    await expect(moveOpportunity(aDesk(table), open.id, undefined, { stage: 'lost' })).rejects.toMatchObject({
      category: 'validation',
      code: 'lost-reason-required',
    });
    const lost = await moveOpportunity(aDesk(table), open.id, undefined, { stage: 'lost', lostReason: 'Price' });
    expect(lost).toMatchObject({ lostReason: 'Price', closedAt: AT });
    expect((await getAccount(table, account.id)).status).toBe('prospect');
  });

  it('leaves a closed deal closed', async () => {
    const table = tableWith(account, anOpportunity({ id: open.id, accountId: account.id, stage: 'won' }));
    await expect(moveOpportunity(aDesk(table), open.id, undefined, { stage: 'discovery' })).rejects.toMatchObject({
      code: 'stage-not-allowed',
    });
  });

  it('honours the version that the caller named', async () => {
    const table = tableWith(account, open);
    await expect(moveOpportunity(aDesk(table), open.id, 7, { stage: 'won' })).rejects.toMatchObject({
      code: 'version-mismatch',
    });
  });
});

describe('changing an opportunity', () => {
  it('keeps what is left out and is refused for an older version', async () => {
    const opportunity = anOpportunity({ closeDate: '2026-05-01' });
    const table = memoryTable(opportunityEntity.toItem(opportunity));
    const changed = await updateOpportunity(aDesk(table), opportunity.id, 1, { amount: { minor: 5, currency: 'EUR' } });
    expect(changed).toMatchObject({ name: 'Acme', closeDate: '2026-05-01', version: 2 });
    await expect(updateOpportunity(aDesk(table), opportunity.id, 1, { name: 'Late' })).rejects.toMatchObject({
      code: 'version-mismatch',
    });
    expect(await getOpportunity(table, opportunity.id)).toEqual(changed);
  });
});

describe('the lists of opportunities', () => {
  const account = anAccount();
  const at = (offset: number, changes: Partial<Opportunity>) =>
    anOpportunity({ id: newId(Date.parse(later(offset))), ...changes });
  const mine = at(1, { accountId: account.id });
  const bens = at(2, { ownerId: 'user-ben', stage: 'proposal' });
  const won = at(3, { accountId: account.id, stage: 'won' });
  const table = tableWith(account, mine, bens, won);
  const ids = async (list: Parameters<typeof listOpportunities>[1]) =>
    (await listOpportunities(table, list, { limit: 10, after: undefined })).items.map(({ id }) => id);

  it('hold, newest first, all of an account, the open ones of an owner, those of a stage, and all open ones', async () => {
    expect(await ids({ of: 'account', accountId: account.id })).toEqual([won.id, mine.id]);
    expect(await ids({ of: 'owner', ownerId: ADA.id })).toEqual([mine.id]);
    expect(await ids({ of: 'stage', stage: 'won' })).toEqual([won.id]);
    expect(await ids({ of: 'open' })).toEqual([bens.id, mine.id]);
  });
});
