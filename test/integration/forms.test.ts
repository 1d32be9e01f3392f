import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

const EMAIL_FIELD = { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' };

describe('forms as data', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  let ines: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [tom, ada, ines] = await Promise.all([sluice.as('tom'), sluice.as('ada'), sluice.as('ines')]);
  });
  afterAll(() => sluice.stop());

  const makeForm = async (changes: Record<string, unknown> = {}) => {
    const answer = await tom('POST', '/v1/forms', {
      body: { name: 'Guide download', fields: [EMAIL_FIELD], ...changes },
    });
    expect(answer.status).toBe(201);
    return answer;
  };
  const post = (formId: string, body: unknown, headers: Record<string, string> = {}) =>
    sluice.visitor('POST', `/v1/forms/${formId}/submissions`, { body, headers });
  const processed = async (statusUrl: string) =>
    until(async () => (await sluice.visitor('GET', statusUrl)).body.state === 'processed');
  const leadOf = async (email: string | undefined) => {
    const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
    const found = items.find((lead: { email: string }) => lead.email === email);
    return found && (await ada('GET', `/v1/leads/${found.id}`)).body;
  };
  const withVersion = (headers: Headers) => ({ 'if-match': headers.get('etag') ?? '' });

  it('always has the demo form, which can be changed and switched off, but not taken away', async () => {
    const { body, headers } = await tom('GET', '/v1/forms/demo');
    expect(body).toMatchObject({ id: 'demo', version: 1, active: true });
    expect((await tom('GET', '/v1/forms')).body.items.map(({ id }: { id: string }) => id)).toEqual(['demo']);
    expect((await tom('DELETE', '/v1/forms/demo')).body.type).toBe('urn:sluice:problem:form-needed');
    const renamed = await tom('PATCH', '/v1/forms/demo', { body: { name: 'Try me' }, headers: withVersion(headers) });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Try me', version: 2, fields: body.fields } });
    const late = await tom('PATCH', '/v1/forms/demo', { body: { name: 'Late' }, headers: withVersion(headers) });
    expect(late.status).toBe(412);
    expect((await tom('GET', '/v1/forms')).body.items).toHaveLength(1);
  });

  it('keeps every version, and a submission knows which one it answered', async () => {
    const { body: form, headers } = await makeForm({ name: 'Versioned' });
    expect(form.id).toMatch(/^versioned-[a-z0-9]{5}$/);
    const changed = await tom('PATCH', `/v1/forms/${form.id}`, {
      body: { name: 'Versioned again' },
      headers: withVersion(headers),
    });
    expect(changed.body.version).toBe(2);
    expect((await tom('GET', `/v1/forms/${form.id}?version=1`)).body).toEqual(form);
    const removed = await tom('DELETE', `/v1/forms/${form.id}`);
    expect(removed.status).toBe(204);
    expect((await tom('GET', `/v1/forms/${form.id}`)).status).toBe(404);
    expect((await tom('GET', `/v1/forms/${form.id}?version=2`)).body.name).toBe('Versioned again');
  });

  it('refuses a form that could reach nobody or feeds what is not there, with the place of the fault', async () => {
    const noEmail = await tom('POST', '/v1/forms', {
      body: { name: 'X', fields: [{ key: 'a', label: 'A', kind: 'text' }] },
    });
    expect(noEmail).toMatchObject({ status: 422, body: { errors: [{ path: 'fields' }] } });
    const unknown = { key: 'b', label: 'B', kind: 'text', feeds: 'custom.nothing' };
    const feeds = await tom('POST', '/v1/forms', { body: { name: 'X', fields: [EMAIL_FIELD, unknown] } });
    expect(feeds).toMatchObject({ status: 422, body: { errors: [{ path: 'fields.1.feeds' }] } });
    expect((await ada('GET', '/v1/forms')).status).toBe(403);
  });

  it('maps what the form maps, custom fields and tags too, keeps the rest as extras and never lets it inside', async () => {
    const fields = await ines('GET', '/v1/settings/fields');
    const definitions = [
      {
        key: 'seats',
        label: 'Seats',
        kind: 'number',
        on: ['lead', 'opportunity'],
        convertsTo: { opportunity: 'seats' },
      },
      { key: 'plan', label: 'Plan', kind: 'choice', options: ['basic', 'pro'], on: ['lead', 'contact'] },
    ];
    const set = await ines('PUT', '/v1/settings/fields', {
      body: { fields: definitions },
      headers: withVersion(fields.headers),
    });
    expect(set).toMatchObject({ status: 200, body: { version: 1 } });
    const { body: form } = await makeForm({
      name: 'Seats',
      fields: [
        EMAIL_FIELD,
        { key: 'how_many', label: 'How many?', kind: 'number', required: true, feeds: 'custom.seats' },
        { key: 'company', label: 'Company', kind: 'text', feeds: 'company' },
      ],
      defaults: { campaign: 'autumn', tags: ['Guide'] },
    });
    // An intake that remembers the fields of a moment ago would drop the value of the one defined since: it has just read a submission.
    const { body: earlier } = await post(form.id, { ...aVisitor(), how_many: '10' });
    await processed(earlier.statusUrl);
    const { body: wider } = await ines('PUT', '/v1/settings/fields', {
      body: { fields: [...definitions, { key: 'since', label: 'Since', kind: 'text', on: ['lead'] }] },
      headers: { 'if-match': '"1"' },
    });
    expect(wider.version).toBe(2);
    const fed = {
      name: 'Since',
      fields: [EMAIL_FIELD, { key: 'since', label: 'Since', kind: 'text', feeds: 'custom.since' }],
    };
    const later = aVisitor();
    const { body: second } = await post((await makeForm(fed)).body.id, { ...later, since: 'May' });
    await processed(second.statusUrl);
    expect((await leadOf(later['email'] ?? '')).custom).toEqual({ since: 'May' });

    const { email = '' } = aVisitor();
    const bad = await post(form.id, { email });
    expect(bad).toMatchObject({ status: 422, body: { errors: [{ path: 'how_many', message: 'is needed' }] } });
    const { body } = await post(form.id, {
      email,
      how_many: '40',
      company: 'Acme',
      status: 'qualified',
      ownerId: 'me',
      score: 100,
      utm_source: 'newsletter',
      gclid: 'abc',
      utm_evil: 'dropped',
    });
    await processed(body.statusUrl);
    const lead = await leadOf(email);
    expect(lead).toMatchObject({
      company: 'Acme',
      custom: { seats: 40 },
      tags: ['guide'],
      status: 'new',
      ownerId: expect.anything(),
    });
    expect(lead.score).toBeLessThan(100);
    expect(lead.attribution.first.parameters).toEqual({
      utm_source: 'newsletter',
      utm_campaign: 'autumn',
      gclid: 'abc',
    });

    const path = `/v1/leads/${lead.id}`;
    const etag = withVersion((await ada('GET', path)).headers);
    const wrong = await ada('PATCH', path, { body: { custom: { plan: 'gold' } }, headers: etag });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'custom.plan' }] } });
    const right = await ada('PATCH', path, { body: { custom: { plan: 'pro' }, tags: ['hot', 'HOT'] }, headers: etag });
    expect(right.body).toMatchObject({ custom: { seats: 40, plan: 'pro' }, tags: ['hot'] });
    await ada('POST', `${path}/activities`, { body: { kind: 'call' } });
    const yes = { answer: 'confirmed' };
    await ada('PUT', `${path}/qualification`, { body: { fit: yes, need: yes, budget: yes } });
    const { opportunityId, contactId } = (await ada('POST', `${path}/convert`, { body: {} })).body;
    expect((await ada('GET', `/v1/opportunities/${opportunityId}`)).body.custom).toEqual({ seats: 40 });
    expect((await ada('GET', `/v1/contacts/${contactId}`)).body.tags).toEqual(['hot']);
  });

  it('keeps first and last touch apart', async () => {
    const { email = '' } = aVisitor();
    for (const utm_source of ['first', 'second', 'third']) {
      const { body } = await post('demo', {
        email,
        utm_source,
        message: utm_source,
        _page: 'https://a.example/p?secret=1#x',
      });
      await processed(body.statusUrl);
    }
    const { attribution } = await leadOf(email);
    expect(attribution.first.parameters).toEqual({ utm_source: 'first' });
    expect(attribution.last.parameters).toEqual({ utm_source: 'third' });
    expect(attribution.last.landingPage).toBe('https://a.example/p');
  });

  it('makes one submission of a double click, with and without a key', async () => {
    const fields = aVisitor();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('demo', fields)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.submissionId)).size).toBe(1);
    await processed(answers[0]?.body.statusUrl);
    expect((await leadOf(fields['email'])).submissionCount).toBe(1);

    const key = { 'idempotency-key': 'one-and-the-same' };
    const first = await post('demo', aVisitor({ email: 'keyed@keyed.example' }), key);
    const reused = await post('demo', aVisitor({ email: 'other@keyed.example' }), key);
    expect(first.status).toBe(202);
    expect(reused).toMatchObject({ status: 422, body: { type: 'urn:sluice:problem:idempotency-key-reused' } });
  });

  it('answers pages of allowed origins alone', async () => {
    const { body: form } = await makeForm({ name: 'Origins', allowedOrigins: ['https://shop.example'] });
    const ask = (origin: string) =>
      sluice.visitor('OPTIONS', `/v1/forms/${form.id}/submissions`, {
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    expect((await ask('https://shop.example')).headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('sends the browser of a plain HTML form to the thank-you page, or back to the form with what is wrong', async () => {
    const browser = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
    const fields = new URLSearchParams(aVisitor()).toString();
    const thanks = await post('demo', fields, browser);
    expect(thanks).toMatchObject({ status: 303 });
    expect(thanks.headers.get('location')).toBe('/f/demo/thanks');
    const back = await post('demo', 'email=nonsense&message=kept%20private', browser);
    expect(back.status).toBe(303);
    expect(back.headers.get('location')).toMatch(/^\/f\/demo\?faults=/);
    expect(back.headers.get('location')).not.toContain('private');
    const data = new FormData();
    for (const [name, value] of Object.entries(aVisitor())) data.set(name, value);
    const multipart = await fetch(`${sluice.url}/v1/forms/demo/submissions`, { method: 'POST', body: data });
    expect(multipart.status).toBe(202);
  });

  it('switches a form off for visitors', async () => {
    const { body: form, headers } = await makeForm({ name: 'Off' });
    await tom('PATCH', `/v1/forms/${form.id}`, { body: { active: false }, headers: withVersion(headers) });
    expect((await post(form.id, aVisitor())).status).toBe(404);
  });
});
