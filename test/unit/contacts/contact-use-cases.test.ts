import { describe, expect, it } from 'vitest';
import { accountEntity } from '../../../lib/accounts/account-entity.ts';
import { contactName } from '../../../lib/contacts/contact.ts';
import { contactRoutes } from '../../../lib/contacts/contact-contract.ts';
import { getContact, listContacts } from '../../../lib/contacts/contact-repository.ts';
import { createContact } from '../../../lib/contacts/create-contact.ts';
import { updateContact } from '../../../lib/contacts/update-contact.ts';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { findEmailIdentity } from '../../../lib/identity/email-identity-repository.ts';
import { aContact, aDesk, anAccount } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const account = anAccount();
const aTable = () => memoryTable(accountEntity.toItem(account));
const aBody = { accountId: account.id, email: 'Mia@Acme.example', firstName: 'Mia' };

describe('a contact', () => {
  it('founds a party and claims the address', async () => {
    const table = aTable();
    const contact = await createContact(aDesk(table), aBody);
    expect(contact).toMatchObject({ email: 'mia@acme.example', partyId: contact.id });
    expect(await findEmailIdentity(table, 'mia@acme.example')).toEqual({
      mailbox: 'mia@acme.example',
      partyId: contact.id,
      contactId: contact.id,
    });
  });

  it('is the person that the address belonged to before', async () => {
    const table = aTable();
    await table.put(emailIdentityEntity.toItem({ mailbox: 'mia@acme.example', partyId: 'party-1' }));
    expect((await createContact(aDesk(table), aBody)).partyId).toBe('party-1');
  });

  it('is refused when an open lead or a contact has the address, with the id', async () => {
    for (const [holder, code] of [
      ['leadId', 'lead-exists'],
      ['contactId', 'contact-exists'],
    ] as const) {
      const table = aTable();
      const identity = { mailbox: 'mia@acme.example', partyId: 'party-1', [holder]: 'holder-1' };
      await table.put(emailIdentityEntity.toItem(identity));
      await expect(createContact(aDesk(table), aBody)).rejects.toMatchObject({
        code,
        details: { [holder]: 'holder-1' },
      });
    }
  });

  it('is refused at an account that is not there', async () => {
    await expect(createContact(aDesk(memoryTable()), aBody)).rejects.toMatchObject({ code: 'account-not-found' });
  });

  it('keeps what is left out of a change, empties what is null, and moves the claim with the address', async () => {
    const table = aTable();
    const contact = await createContact(aDesk(table), { ...aBody, title: 'Buyer' });
    const body = contactRoutes.updateContact.body.parse({ email: 'mia@other.example', title: null });
    const changed = await updateContact(aDesk(table), contact.id, 1, body);
    expect(changed).toMatchObject({ firstName: 'Mia', email: 'mia@other.example', version: 2 });
    expect(changed.title).toBeUndefined();
    expect(await findEmailIdentity(table, 'mia@other.example')).toMatchObject({ contactId: contact.id });
    expect((await findEmailIdentity(table, 'mia@acme.example'))?.contactId).toBeUndefined();
  });

  it('is changed only as it was read', async () => {
    const table = aTable();
    const contact = await createContact(aDesk(table), aBody);
    await expect(updateContact(aDesk(table), contact.id, 2, { firstName: 'Late' })).rejects.toMatchObject({
      code: 'version-mismatch',
    });
    expect(await getContact(table, contact.id)).toEqual(contact);
  });

  it('is listed at its account, the oldest first', async () => {
    const table = aTable();
    const first = await createContact(aDesk(table, { now: () => 1_000 }), { accountId: account.id, lastName: 'A' });
    const second = await createContact(aDesk(table, { now: () => 2_000 }), { accountId: account.id, lastName: 'B' });
    const page = await listContacts(table, { accountId: account.id, limit: 1, after: undefined });
    expect(page.items).toEqual([first]);
    const rest = await listContacts(table, { accountId: account.id, limit: 1, after: page.next });
    expect(rest).toEqual({ items: [second], next: undefined });
  });

  it('is called by their name, else by how they can be reached', () => {
    expect(contactName(aContact())).toBe('Mia Stone');
    const nameless = { firstName: undefined, lastName: undefined };
    expect(contactName(aContact({ ...nameless }))).toBe('mia@acme.example');
    expect(contactName(aContact({ ...nameless, email: undefined, phone: '1' }))).toBe('1');
    expect(contactName(aContact({ ...nameless, email: undefined }))).toBe('Unnamed contact');
  });
});
