import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

describe('records over HTTP', () => {
  let sluice: SluiceStack;
  let ada: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    ada = await sluice.as('ada');
  });
  afterAll(() => sluice.stop());

  const newLead = async (changes: Record<string, unknown> = {}) => {
    const { company, firstName, lastName, email } = aVisitor();
    const answer = await ada('POST', '/v1/leads', { body: { company, firstName, lastName, email, ...changes } });
    expect(answer.status).toBe(201);
    return answer;
  };
  const withVersion = (headers: Headers) => ({ 'if-match': headers.get('etag') ?? '' });

  it('enters a lead by hand for whoever does it, and tells of an open one with the same address', async () => {
    const { body } = await newLead({ email: 'Greta.Holm@Fjordline.example' });
    expect(body).toMatchObject({ email: 'greta.holm@fjordline.example', status: 'new', source: { kind: 'rep' } });
    expect(body.ownerId).toBe((await ada('GET', '/v1/me')).body.id);
    const again = await ada('POST', '/v1/leads', { body: { email: 'greta.holm@fjordline.example' } });
    expect(again).toMatchObject({ status: 409, body: { type: 'urn:sluice:problem:lead-exists', leadId: body.id } });
    const mine = (await ada('GET', '/v1/leads?view=mine')).body.items;
    expect(mine.map((lead: { id: string }) => lead.id)).toContain(body.id);
    const nameless = await ada('POST', '/v1/leads', { body: { firstName: 'Only' } });
    expect(nameless).toMatchObject({ status: 422, body: { errors: [{ path: 'email' }] } });
  });

  it('changes a lead only as of the version that was read', async () => {
    const { body: lead, headers } = await newLead({ title: 'Buyer' });
    const path = `/v1/leads/${lead.id}`;
    expect((await ada('PATCH', path, { body: { title: 'CTO' } })).status).toBe(428);
    const changed = await ada('PATCH', path, {
      body: { title: null, phone: '+1 212 555 0100' },
      headers: withVersion(headers),
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { title: null, phone: '+1 212 555 0100', company: lead.company },
    });
    const late = await ada('PATCH', path, { body: { title: 'CEO' }, headers: withVersion(headers) });
    expect(late).toMatchObject({ status: 412, body: { type: 'urn:sluice:problem:version-mismatch' } });
    const races = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        ada('PATCH', path, { body: { title: `Title ${index}` }, headers: withVersion(changed.headers) }),
      ),
    );
    expect(races.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
  });

  it('lets an address go when a lead gets another one, and keeps it unique', async () => {
    const first = await newLead();
    const second = await newLead();
    const taken = await ada('PATCH', `/v1/leads/${first.body.id}`, {
      body: { email: second.body.email },
      headers: withVersion(first.headers),
    });
    expect(taken).toMatchObject({ status: 409, body: { leadId: second.body.id } });
    const moved = await ada('PATCH', `/v1/leads/${first.body.id}`, {
      body: { email: `new-${first.body.email}` },
      headers: withVersion(first.headers),
    });
    expect(moved.status).toBe(200);
    const freed = await ada('POST', '/v1/leads', { body: { email: first.body.email, firstName: 'Next' } });
    expect(freed.status).toBe(201);
    const emptied = await ada('PATCH', `/v1/leads/${first.body.id}`, {
      body: { email: null },
      headers: withVersion(moved.headers),
    });
    expect(emptied).toMatchObject({ status: 200, body: { email: null } });
  });

  it('never shows an older touch in place of a newer one', async () => {
    const { body: lead } = await newLead();
    const log = (body: unknown) => ada('POST', `/v1/leads/${lead.id}/activities`, { body });
    await log({ kind: 'call', at: '2026-03-02T10:00:00.000Z' });
    await log({ kind: 'email', at: '2026-01-05T10:00:00.000Z' });
    await log({ kind: 'note', text: 'no touch' });
    expect((await ada('GET', `/v1/leads/${lead.id}`)).body.lastTouch).toMatchObject({
      kind: 'call',
      at: '2026-03-02T10:00:00.000Z',
    });
    const { items } = (await ada('GET', `/v1/leads/${lead.id}/timeline`)).body;
    expect(items.map((entry: { kind: string }) => entry.kind)).toEqual(['note', 'system', 'call', 'email']);
    const future = await log({ kind: 'call', at: '2199-01-01T00:00:00.000Z' });
    expect(future).toMatchObject({ status: 422, body: { errors: [{ path: 'at' }] } });
  });

  it('takes the qualification back when an answer turns out otherwise', async () => {
    const { body: lead } = await newLead();
    const path = `/v1/leads/${lead.id}`;
    const answers = { fit: { answer: 'confirmed' }, need: { answer: 'confirmed' }, budget: { answer: 'confirmed' } };
    expect((await ada('PUT', `${path}/qualification`, { body: answers })).body).toMatchObject({
      status: 'new',
      gate: { missing: ['touch'] },
    });
    await ada('POST', `${path}/activities`, { body: { kind: 'call' } });
    expect((await ada('GET', path)).body.status).toBe('qualified');
    const denied = await ada('PUT', `${path}/qualification`, { body: { budget: { answer: 'denied', note: 'cut' } } });
    expect(denied.body).toMatchObject({ status: 'working', gate: { passed: false, missing: ['budget'] } });
    const unknown = await ada('PUT', `${path}/qualification`, {
      body: { need: { answer: 'confirmed', activityId: lead.id } },
    });
    expect(unknown).toMatchObject({ status: 404, body: { type: 'urn:sluice:problem:activity-not-found' } });
  });

  it('pages through a list without missing or repeating anybody, best score first', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => newLead(index % 2 ? { phone: '+44 20 7946 0001' } : {})),
    );
    const seen: { id: string; score: number; candidate: boolean }[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await ada('GET', `/v1/leads?view=candidates&limit=5${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(12);
    expect(seen.every(({ candidate }) => candidate)).toBe(true);
    const scores = seen.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect((await ada('GET', '/v1/leads?cursor=nonsense')).status).toBe(422);
  });

  it('keeps one account a domain', async () => {
    const domain = 'one-and-only.example';
    const first = await ada('POST', '/v1/accounts', { body: { name: 'One', domain } });
    expect(first).toMatchObject({ status: 201, body: { status: 'prospect', domain } });
    const second = await ada('POST', '/v1/accounts', { body: { name: 'Two', domain } });
    expect(second).toMatchObject({ status: 409, body: { accountId: first.body.id } });
    const other = await ada('POST', '/v1/accounts', { body: { name: 'Éclair', domain: 'other.example' } });
    const taken = await ada('PATCH', `/v1/accounts/${other.body.id}`, {
      body: { domain },
      headers: withVersion(other.headers),
    });
    expect(taken.status).toBe(409);
    await ada('PATCH', `/v1/accounts/${first.body.id}`, {
      body: { domain: null },
      headers: withVersion(first.headers),
    });
    const moved = await ada('PATCH', `/v1/accounts/${other.body.id}`, {
      body: { domain },
      headers: withVersion(other.headers),
    });
    expect(moved).toMatchObject({ status: 200, body: { domain, name: 'Éclair' } });
    const names = (await ada('GET', '/v1/accounts')).body.items.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['Éclair', 'One']);
    expect((await ada('GET', '/v1/accounts?view=mine')).body.items).toHaveLength(2);
    await ada('POST', `/v1/accounts/${first.body.id}/activities`, { body: { kind: 'call', text: 'hello' } });
    expect((await ada('GET', `/v1/accounts/${first.body.id}`)).body.lastTouch).toMatchObject({ kind: 'call' });
  });

  it('looks after the contacts of an account', async () => {
    const { body: account } = await ada('POST', '/v1/accounts', { body: { name: 'Contacts Ltd' } });
    const { body: lead } = await newLead();
    const inUse = await ada('POST', '/v1/contacts', { body: { accountId: account.id, email: lead.email } });
    expect(inUse).toMatchObject({ status: 409, body: { leadId: lead.id } });
    const made = await ada('POST', '/v1/contacts', {
      body: { accountId: account.id, firstName: 'Cleo', email: 'cleo@contacts.example' },
    });
    expect(made).toMatchObject({ status: 201, body: { name: 'Cleo', leadId: null } });
    const path = `/v1/contacts/${made.body.id}`;
    const renamed = await ada('PATCH', path, {
      body: { lastName: 'Mars', email: 'cleo.mars@contacts.example' },
      headers: withVersion(made.headers),
    });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Cleo Mars' } });
    const nobody = await ada('POST', '/v1/contacts', {
      body: { accountId: '01AAAAAAAAAAAAAAAAAAAAAAAA', firstName: 'X' },
    });
    expect(nobody.status).toBe(404);
    expect((await ada('POST', '/v1/leads', { body: { email: 'cleo.mars@contacts.example' } })).body.contactId).toBe(
      made.body.id,
    );
    await ada('POST', `${path}/activities`, { body: { kind: 'email', direction: 'inbound' } });
    expect((await ada('GET', path)).body.lastTouch).toMatchObject({ kind: 'email' });
    expect((await ada('GET', `${path}/timeline`)).body.items).toHaveLength(1);
  });

  it('moves an opportunity only where its pipeline lets it', async () => {
    const { body: account } = await ada('POST', '/v1/accounts', { body: { name: 'Deals Ltd' } });
    const { body: contact } = await ada('POST', '/v1/contacts', { body: { accountId: account.id, firstName: 'Dee' } });
    const made = await ada('POST', '/v1/opportunities', {
      body: { accountId: account.id, contactId: contact.id, name: 'First' },
    });
    expect(made).toMatchObject({ status: 201, body: { kind: 'new', stage: 'discovery', probability: 20 } });
    const path = `/v1/opportunities/${made.body.id}`;
    expect((await ada('POST', `${path}/stage`, { body: { stage: 'discovery' } })).status).toBe(409);
    expect((await ada('POST', `${path}/stage`, { body: { stage: 'lost' } })).status).toBe(422);
    const priced = await ada('PATCH', path, {
      body: { amount: { minor: 125, currency: 'EUR' }, closeDate: '2027-01-31' },
      headers: withVersion(made.headers),
    });
    expect(priced).toMatchObject({ status: 200, body: { amount: { minor: 125, currency: 'EUR' } } });
    const stale = await ada('POST', `${path}/stage`, {
      body: { stage: 'proposal' },
      headers: withVersion(made.headers),
    });
    expect(stale.status).toBe(412);
    await ada('POST', `${path}/activities`, { body: { kind: 'meeting' } });
    expect((await ada('GET', `/v1/contacts/${contact.id}`)).body.lastTouch).toMatchObject({ kind: 'meeting' });
    const ids = async (query: string) =>
      (await ada('GET', `/v1/opportunities?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('view=mine')).toEqual([made.body.id]);
    expect(await ids('stage=discovery')).toEqual([made.body.id]);
    const lost = await ada('POST', `${path}/stage`, { body: { stage: 'lost', lostReason: 'chose a rival' } });
    expect(lost).toMatchObject({ status: 200, body: { status: 'lost', probability: 0, lostReason: 'chose a rival' } });
    expect(await ids('view=open')).toEqual([]);
    expect((await ada('GET', `${path}/timeline`)).body.items.map(({ event }: { event: string }) => event)).toEqual([
      'opportunity-lost',
      null,
    ]);
  });
});
