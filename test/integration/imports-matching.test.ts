import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aListFile, commitImport, importFile, planFile, rowsOf } from './import-client.ts';
import { aVisitor, type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

const CONFIRMED = { fit: { answer: 'confirmed' }, need: { answer: 'confirmed' }, budget: { answer: 'confirmed' } };

describe('whom a row is about', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [tom, ada] = await Promise.all([sluice.as('tom'), sluice.as('ada')]);
  });
  afterAll(() => sluice.stop());

  const enter = async (body: Record<string, unknown>) => {
    const answer = await ada('POST', '/v1/leads', { body });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const lead = async (id: string | undefined) => (await ada('GET', `/v1/leads/${id}`)).body;

  it('knows a contact by the address and makes no second lead of them', async () => {
    const { company = '', lastName = '' } = aVisitor();
    const { id } = await enter({ email: 'cora@contact.example', company, lastName, phone: '+49 30 5550300' });
    await ada('POST', `/v1/leads/${id}/activities`, { body: { kind: 'call' } });
    await ada('PUT', `/v1/leads/${id}/qualification`, { body: CONFIRMED });
    const { contactId } = (await ada('POST', `/v1/leads/${id}/convert`, { body: { opportunity: false } })).body;
    const before = await lead(id);

    const header = ['Email', 'Phone', 'Company'];
    const rows = [
      ['Cora@Contact.example', '', 'Elsewhere'],
      ['', '+49 30 5550300', 'Elsewhere'],
    ];
    const one = await importFile(tom, aListFile('contact.csv', header, rows), { matchBy: 'phone' });
    expect(one.counts).toEqual({ contact: 2 });
    expect(await rowsOf(tom, one.id)).toMatchObject([
      { reason: 'is-contact', record: { type: 'contact', id: contactId } },
      { reason: 'is-contact', record: { type: 'contact', id: contactId } },
    ]);
    expect(await lead(id)).toEqual(before);
    expect((await ada('GET', `/v1/contacts/${contactId}`)).body).toMatchObject({ email: 'cora@contact.example' });
  });

  it('matches by phone however the number is written, and leaves it to a person where two have it', async () => {
    const single = await enter({ lastName: 'Single', phone: '+49 30 555 02 02' });
    await enter({ lastName: 'Double', phone: '+49 30 5550303' });
    await enter({ lastName: 'Double', phone: '+49 (30) 5550303' });
    const other = await enter({ email: 'other@phones.example' });
    const header = ['Phone', 'Email', 'Last name'];
    const file = aListFile('phones.csv', header, [
      ['+49 (0)30 5550-202', '', 'Single'],
      ['+49-30-5550303', '', 'Double'],
      ['+493055502 02', 'other@phones.example', 'Single'],
      ['+49 30 5550404', 'new@phones.example', 'New'],
    ]);
    const { id } = await planFile(tom, file, { matchBy: 'phone', tags: ['called'] });
    const rows = await rowsOf(tom, id);
    expect(rows).toMatchObject([
      { state: 'update', record: { id: single.id } },
      { state: 'conflict', reason: 'several-match', record: null },
      { state: 'conflict', reason: 'other-lead-has-email', record: { id: other.id } },
      { state: 'create' },
    ]);
    expect((await commitImport(tom, id)).counts).toEqual({ updated: 1, created: 1, conflict: 2 });
    expect(await lead(single.id)).toMatchObject({ tags: ['called'], phone: '+49 30 555 02 02' });
    expect(await lead(other.id)).toMatchObject({ tags: [], phone: null });
  });

  it('takes two rows that find the same lead in two ways for one person', async () => {
    const known = await enter({ email: 'dora@two-ways.example', phone: '+49 30 5550505' });
    const header = ['Phone', 'Email', 'Job title'];
    const rows = [
      ['+49 30 5550505', '', 'Buyer'],
      ['', 'dora@two-ways.example', 'Seller'],
    ];
    const one = await importFile(tom, aListFile('two-ways.csv', header, rows), { matchBy: 'phone' });
    expect(one.counts).toEqual({ updated: 1, duplicate: 1 });
    expect(await lead(known.id)).toMatchObject({ title: 'Buyer' });
  });

  it('takes every spelling of a mailbox for the same person, within the file and in the table', async () => {
    const known = await enter({ email: 'gina.mail@gmail.com' });
    const header = ['Email', 'Company'];
    const rows = [
      ['ginamail+fair@googlemail.com', 'Gina Ltd'],
      ['Gina.Mail@gmail.com', 'Other Ltd'],
      ['first@spelling.example', 'A'],
      ['FIRST@Spelling.Example', 'B'],
    ];
    const one = await importFile(tom, aListFile('spelling.csv', header, rows));
    expect(one.counts).toEqual({ updated: 1, created: 1, duplicate: 2 });
    expect(await lead(known.id)).toMatchObject({ company: 'Gina Ltd', email: 'gina.mail@gmail.com' });
  });

  it('adds a lead of somebody known to the timeline that they have', async () => {
    const first = await enter({ email: 'hana@known.example', lastName: 'Known' });
    const path = `/v1/leads/${first.id}`;
    const released = await ada('PATCH', path, {
      body: { email: 'hana@elsewhere.example' },
      headers: { 'if-match': `"${first.version}"` },
    });
    expect(released.status).toBe(200);
    const one = await importFile(tom, aListFile('known.csv', ['Email'], [['hana@known.example']]));
    const [row] = await rowsOf(tom, one.id, 'created');
    const again = await lead(row?.record?.id);
    expect(again.partyId).toBe(first.partyId);
    const { items } = (await ada('GET', `${path}/timeline`)).body;
    expect(items[0]).toMatchObject({ on: { type: 'lead', id: again.id } });
  });
});
