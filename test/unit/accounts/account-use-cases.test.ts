import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, accountEntity } from '../../../lib/accounts/account-entity.ts';
import {
  findAccountByDomain,
  getAccount,
  insertAccount,
  listAccounts,
} from '../../../lib/accounts/account-repository.ts';
import { timelinesOfAccount } from '../../../lib/accounts/account-timeline.ts';
import { createAccount } from '../../../lib/accounts/create-account.ts';
import { updateAccount } from '../../../lib/accounts/update-account.ts';
import { contactEntity } from '../../../lib/contacts/contact-entity.ts';
import { opportunityEntity } from '../../../lib/opportunities/opportunity-entity.ts';
import { accounts } from '../arbitraries.ts';
import { ADA, aContact, aDesk, anAccount, anOpportunity } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const tableWith = async (...records: readonly Account[]) => {
  const table = memoryTable();
  for (const record of records) await table.transact(insertAccount(record));
  return table;
};

describe('an account', () => {
  it('belongs to whoever makes it, as a prospect', async () => {
    const table = await tableWith();
    const account = await createAccount(aDesk(table), { name: 'Acme', domain: 'acme.example' });
    expect(account).toMatchObject({ status: 'prospect', ownerId: ADA.id });
    expect(await findAccountByDomain(table, 'acme.example')).toEqual(account);
  });

  it('is refused, with the id of the other, when an account has the domain', async () => {
    const taken = anAccount();
    const table = await tableWith(taken);
    await expect(createAccount(aDesk(table), { name: 'Acme 2', domain: 'acme.example' })).rejects.toMatchObject({
      code: 'account-exists',
      details: { accountId: taken.id },
    });
    expect(table.ofType('account')).toHaveLength(1);
  });

  it('may be without a domain, as others are', async () => {
    const table = await tableWith();
    for (const name of ['One', 'Two']) await createAccount(aDesk(table), { name });
    expect(table.ofType('account')).toHaveLength(2);
    expect(await findAccountByDomain(table, undefined)).toBeUndefined();
  });

  it('moves its claim when the domain changes, and leaves the old one free', async () => {
    const account = anAccount();
    const table = await tableWith(account);
    const changed = await updateAccount(aDesk(table), account.id, 1, { domain: 'acme.test' });
    expect(await findAccountByDomain(table, 'acme.test')).toEqual(changed);
    expect(await findAccountByDomain(table, 'acme.example')).toBeUndefined();
  });

  it("keeps its own domain when it asks for another's", async () => {
    const [account, other] = [anAccount(), anAccount({ domain: 'other.example' })];
    const table = await tableWith(account, other);
    await expect(updateAccount(aDesk(table), account.id, 1, { domain: 'other.example' })).rejects.toMatchObject({
      code: 'account-exists',
      details: { accountId: other.id },
    });
    expect(await findAccountByDomain(table, 'acme.example')).toEqual(account);
  });

  it('is changed only as it was read', async () => {
    const account = anAccount();
    const table = await tableWith(account);
    await updateAccount(aDesk(table), account.id, 1, { name: 'Acme Ltd' });
    await expect(updateAccount(aDesk(table), account.id, 1, { name: 'Late' })).rejects.toMatchObject({
      code: 'version-mismatch',
    });
    expect((await getAccount(table, account.id)).name).toBe('Acme Ltd');
  });
});

describe('the list of accounts', () => {
  it('holds each once, whatever they are called and whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(accounts, { maxLength: 20 }), fc.integer({ min: 1, max: 8 }), async (given, limit) => {
        const table = memoryTable(...given.map(accountEntity.toItem));
        const found: string[] = [];
        let after: string | undefined;
        do {
          const { items, next } = await listAccounts(table, { ownerId: undefined, limit, after });
          found.push(...items.map(({ id }) => id));
          after = next;
        } while (after !== undefined);
        expect(found.toSorted()).toEqual(given.map(({ id }) => id).toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('cuts a long name for its place in the list between characters, never within one', () => {
    const { listSort } = accountEntity.toItem(anAccount({ name: `${'x'.repeat(59)}😀` }));
    expect(String(listSort).isWellFormed()).toBe(true);
  });

  it('sorts by name, without regard to case and accents', async () => {
    const names = ['Zebra', 'apfel', 'Äpfelhof', 'Birne'];
    const table = await tableWith(...names.map((name) => anAccount({ name, domain: undefined })));
    const { items } = await listAccounts(table, { ownerId: undefined, limit: 10, after: undefined });
    expect(items.map(({ name }) => name)).toEqual(['apfel', 'Äpfelhof', 'Birne', 'Zebra']);
  });

  it('holds those of an owner alone when it is asked for them', async () => {
    const mine = anAccount({ domain: undefined });
    const table = await tableWith(mine, anAccount({ domain: undefined, ownerId: 'user-ben' }));
    const { items } = await listAccounts(table, { ownerId: ADA.id, limit: 10, after: undefined });
    expect(items).toEqual([mine]);
  });
});

describe('the timeline of an account', () => {
  it('is its own, that of its people from the first scrap on, and those of its opportunities', async () => {
    const account = anAccount();
    const contact = aContact({ accountId: account.id, partyId: 'party-1' });
    const opportunity = anOpportunity({ accountId: account.id });
    const strangers = [aContact(), anOpportunity()] as const;
    const table = memoryTable(
      contactEntity.toItem(contact),
      contactEntity.toItem(strangers[0]),
      opportunityEntity.toItem(opportunity),
      opportunityEntity.toItem(strangers[1]),
    );
    expect(await timelinesOfAccount(table, account.id)).toEqual([
      `ACCOUNT#${account.id}`,
      'PARTY#party-1',
      `OPPORTUNITY#${opportunity.id}`,
    ]);
  });
});
