import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

describe('from a form to the next sale', () => {
  let sluice: SluiceStack;
  let ada: Send;
  let ben: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [ada, ben] = await Promise.all([sluice.as('ada'), sluice.as('ben')]);
  });
  afterAll(() => sluice.stop());

  const leadOf = async (email: string | undefined) => {
    const { body } = await ada('GET', '/v1/leads?view=all&limit=100');
    return body.items.find((lead: { email: string }) => lead.email === email);
  };

  const CONFIRMED = {
    fit: { answer: 'confirmed' },
    need: { answer: 'confirmed' },
    budget: { answer: 'confirmed', note: 'approved for this year' },
  };

  it('carries one person all the way, and nothing that was said is lost', async () => {
    const fields = aVisitor({ utm_source: 'newsletter' });
    const submissionId = await sluice.submit(fields);
    const status = await sluice.visitor('GET', `/v1/submissions/${submissionId}`);
    expect(status.body).toEqual({ submissionId, state: 'processed' });

    const listed = await leadOf(fields['email']);
    expect(listed).toMatchObject({ company: fields['company'], status: 'new', candidate: true, lastTouch: null });
    const path = `/v1/leads/${listed.id}`;
    const { body: lead } = await ada('GET', path);
    expect(lead.source).toMatchObject({ kind: 'form', formId: 'demo', utm: { utm_source: 'newsletter' } });
    const points = lead.scoreReasons.map((reason: { points: number }) => reason.points);
    expect(points.reduce((sum: number, each: number) => sum + each, 0)).toBe(lead.score);
    expect(lead.gate).toEqual({ passed: false, missing: ['touch', 'fit', 'need', 'budget'] });

    const early = await ada('POST', `${path}/convert`, { body: {} });
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({ type: 'urn:sluice:problem:lead-not-qualified', missing: lead.gate.missing });

    const call = await ada('POST', `${path}/activities`, { body: { kind: 'call', text: 'Has forty seats to fill' } });
    expect(call.status).toBe(201);
    const touched = (await ada('GET', path)).body;
    expect(touched).toMatchObject({
      status: 'working',
      lastTouch: { kind: 'call', at: call.body.at, by: { name: 'Ada Okafor' } },
    });

    const qualified = await ada('PUT', `${path}/qualification`, {
      body: { ...CONFIRMED, fit: { answer: 'confirmed', activityId: call.body.id } },
    });
    expect(qualified.body).toMatchObject({ status: 'qualified', gate: { passed: true, missing: [] } });
    expect(qualified.body.qualification.fit).toMatchObject({ activityId: call.body.id, by: { name: 'Ada Okafor' } });

    const key = { 'idempotency-key': 'first-try' };
    const converted = await ada('POST', `${path}/convert`, {
      body: { opportunity: { name: 'Forty seats', amount: { minor: 400_000, currency: 'EUR' } } },
      headers: key,
    });
    expect(converted.status).toBe(200);
    const again = await ada('POST', `${path}/convert`, { body: {}, headers: key });
    expect(again).toMatchObject({ status: 200, body: converted.body });
    const other = await ben('POST', `${path}/convert`, { body: {} });
    expect(other).toMatchObject({ status: 409, body: { conversion: converted.body } });

    const { accountId, contactId, opportunityId } = converted.body;
    const account = (await ada('GET', `/v1/accounts/${accountId}`)).body;
    expect(account).toMatchObject({ name: fields['company'], status: 'prospect', lastTouch: touched.lastTouch });
    const contact = (await ada('GET', `/v1/contacts/${contactId}`)).body;
    expect(contact).toMatchObject({ email: fields['email'], accountId, leadId: listed.id, partyId: lead.partyId });

    const meeting = await ben('POST', `/v1/contacts/${contactId}/activities`, {
      body: { kind: 'meeting', text: 'Demo' },
    });
    await ben('POST', `/v1/opportunities/${opportunityId}/activities`, {
      body: { kind: 'note', text: 'Wants monthly billing' },
    });
    const timeline = (await ada('GET', `/v1/accounts/${accountId}/timeline`)).body.items;
    expect(timeline.map((entry: { text: string | null; event: string | null }) => entry.text ?? entry.event)).toEqual([
      'Wants monthly billing',
      'Demo',
      'lead-converted',
      'Has forty seats to fill',
      fields['message'],
    ]);
    expect((await ada('GET', `/v1/accounts/${accountId}`)).body.lastTouch).toMatchObject({
      kind: 'meeting',
      at: meeting.body.at,
    });

    for (const stage of ['proposal', 'won']) {
      const moved = await ada('POST', `/v1/opportunities/${opportunityId}/stage`, { body: { stage } });
      expect(moved).toMatchObject({ status: 200, body: { stage } });
    }
    expect((await ada('GET', `/v1/accounts/${accountId}`)).body).toMatchObject({ status: 'customer' });
    expect((await ada('POST', `/v1/opportunities/${opportunityId}/stage`, { body: { stage: 'lost' } })).status).toBe(
      409,
    );

    const next = await ada('POST', '/v1/opportunities', { body: { accountId, contactId, name: 'Ten more' } });
    expect(next).toMatchObject({ status: 201, body: { kind: 'repeat', stage: 'discovery', status: 'open' } });
    const told = (await ada('GET', `/v1/opportunities/${opportunityId}/timeline`)).body.items;
    expect(told.map((entry: { text: string | null }) => entry.text)).toContain(fields['message']);
    const sales = (await ada('GET', `/v1/opportunities?accountId=${accountId}`)).body.items;
    expect(sales.map((sale: { name: string }) => sale.name)).toEqual(['Ten more', 'Forty seats']);
  });

  it('makes a signal on the contact, and no second lead, when a contact fills in a form', async () => {
    const fields = aVisitor();
    await sluice.submit(fields);
    const { id } = await leadOf(fields['email']);
    await ada('POST', `/v1/leads/${id}/activities`, { body: { kind: 'call' } });
    await ada('PUT', `/v1/leads/${id}/qualification`, { body: CONFIRMED });
    const { contactId } = (await ada('POST', `/v1/leads/${id}/convert`, { body: { opportunity: false } })).body;
    await sluice.submit({ ...aVisitor(), email: fields['email'] ?? '', message: 'We need more' });

    const all = (await ada('GET', '/v1/leads?view=all&limit=100')).body.items;
    expect(all.filter((lead: { email: string }) => lead.email === fields['email'])).toHaveLength(1);
    const { body } = await ada('GET', `/v1/contacts/${contactId}/timeline`);
    expect(body.items[0]).toMatchObject({
      kind: 'signal',
      text: 'We need more',
      on: { type: 'contact', id: contactId },
    });
  });

  it('feeds the open lead with a second submission: fills what is empty, overwrites nothing', async () => {
    const fields = aVisitor();
    await sluice.submit(fields);
    const { id, score } = await leadOf(fields['email']);
    await sluice.submit({
      email: fields['email']?.toUpperCase() ?? '',
      firstName: 'Another',
      phone: '+44 20 7946 0000',
    });
    const { body } = await ada('GET', `/v1/leads/${id}`);
    expect(body).toMatchObject({ firstName: fields['firstName'], phone: '+44 20 7946 0000', submissionCount: 2 });
    expect(body.score).toBeGreaterThan(score);
    const timeline = (await ada('GET', `/v1/leads/${id}/timeline`)).body.items;
    expect(timeline.map((entry: { kind: string }) => entry.kind)).toEqual(['signal', 'signal']);
  });

  it('gives leads to the active reps in turn, and to nobody when there is none', async () => {
    const ines = await sluice.as('ines');
    const owners = [];
    for (let index = 0; index < 4; index += 1) {
      const fields = aVisitor();
      await sluice.submit(fields);
      owners.push((await leadOf(fields['email'])).ownerId);
    }
    expect(owners[0]).not.toBe(owners[1]);
    expect(owners.slice(2)).toEqual(owners.slice(0, 2));

    const reps = (await ines('GET', '/v1/users')).body.items.filter((user: { role: string }) => user.role === 'rep');
    for (const rep of reps) await ines('PATCH', `/v1/users/${rep.id}`, { body: { active: false } });
    const fields = aVisitor();
    await sluice.submit(fields);
    const { body } = await ada('GET', '/v1/leads?view=unassigned');
    expect(body.items).toEqual([expect.objectContaining({ email: fields['email'], ownerId: null })]);
    for (const rep of reps) await ines('PATCH', `/v1/users/${rep.id}`, { body: { active: true } });
  });

  it('joins the account that has the domain already', async () => {
    const domain = `shared-${process.pid}.example`;
    const accounts = [];
    for (const name of ['ceo', 'cto']) {
      const fields = aVisitor({ email: `${name}@${domain}` });
      await sluice.submit(fields);
      const { id } = await leadOf(fields['email']);
      await ada('POST', `/v1/leads/${id}/activities`, { body: { kind: 'email' } });
      await ada('PUT', `/v1/leads/${id}/qualification`, { body: CONFIRMED });
      accounts.push((await ada('POST', `/v1/leads/${id}/convert`, { body: {} })).body);
    }
    expect(accounts[1]).toMatchObject({ accountId: accounts[0].accountId, accountCreated: false });
    expect((await ada('GET', `/v1/contacts?accountId=${accounts[0].accountId}`)).body.items).toHaveLength(2);
  });
});
