import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

const field = (key: string, kind = 'text') => ({ key, label: key, kind, required: key === 'email', feeds: key });
const FIELDS = [
  field('email', 'email'),
  field('firstName'),
  field('lastName'),
  field('company'),
  field('phone', 'phone'),
];
const OID = '00D000000000XYZ';
const GUID = '8ba1f2c3-1111-4222-8333-444455556666';

describe('pages made for other systems', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [tom, ada] = await Promise.all([sluice.as('tom'), sluice.as('ada')]);
    const dropIn = { webToLeadOid: OID, hubspotFormGuid: GUID };
    const consents = [{ purpose: 'newsletter', wording: 'Send me news' }];
    const made = await tom('POST', '/v1/forms', {
      body: { name: 'Moved', fields: FIELDS, dropIn, consents, allowedOrigins: ['https://shop.example'] },
    });
    expect(made.status).toBe(201);
  });
  afterAll(() => sluice.stop());

  const leadOf = async (email: string | undefined) => {
    let found: { id: string } | undefined;
    await until(async () => {
      const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
      found = items.find((lead: { email: string }) => lead.email === email);
      return found !== undefined;
    });
    return (await ada('GET', `/v1/leads/${found?.id}`)).body;
  };

  const webToLead = (fields: Record<string, string>) =>
    sluice.visitor('POST', '/servlet/servlet.WebToLead?encoding=UTF-8', {
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    });

  it('post a Web-to-Lead form after a change of its address alone', async () => {
    const { email = '' } = aVisitor();
    const answer = await webToLead({
      oid: OID,
      retURL: 'https://shop.example/thanks',
      first_name: 'Wilma',
      last_name: 'Lead',
      email,
      company: 'Web Co',
      phone: '+1 212 555 0100',
      lead_source: 'Web',
      '00N30000000abcd': 'custom',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('https://shop.example/thanks');
    expect(await leadOf(email)).toMatchObject({ firstName: 'Wilma', lastName: 'Lead', company: 'Web Co' });
    const elsewhere = await webToLead({ oid: OID, email: aVisitor()['email'] ?? '', retURL: 'https://evil.example/' });
    expect(elsewhere.headers.get('location')).toMatch(/^\/f\/moved-.*\/thanks$/);
    const wrong = await webToLead({ oid: OID, email: 'nobody', retURL: 'https://shop.example/thanks' });
    expect(wrong.headers.get('location')).toMatch(/^\/f\/moved-.*faults=/);
    expect((await webToLead({ oid: '00D000000000AAA', email })).status).toBe(404);
  });

  it('submit HubSpot’s JSON after a change of its address alone', async () => {
    const { email = '' } = aVisitor();
    const path = `/submissions/v3/integration/submit/1234567/${GUID}`;
    const origin = { origin: 'https://shop.example' };
    const preflight = await sluice.visitor('OPTIONS', path, {
      headers: { ...origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    const answer = await sluice.visitor('POST', path, {
      headers: origin,
      body: {
        submittedAt: '1700000000000',
        fields: [
          { objectTypeId: '0-1', name: 'email', value: email },
          { objectTypeId: '0-1', name: 'firstname', value: 'Hubert' },
          { objectTypeId: '0-1', name: 'company', value: 'Hub Co' },
        ],
        context: { hutk: 'x', pageUri: 'https://shop.example/guide?utm_source=ads&secret=1', pageName: 'Guide' },
        legalConsentOptions: {
          consent: {
            consentToProcess: true,
            text: 'I agree',
            communications: [{ value: true, subscriptionTypeId: 999, text: 'News' }],
          },
        },
      },
    });
    expect(answer).toMatchObject({ status: 200, body: { inlineMessage: expect.any(String) } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    const lead = await leadOf(email);
    expect(lead).toMatchObject({ firstName: 'Hubert', company: 'Hub Co' });
    expect(lead.attribution.first).toMatchObject({
      parameters: { utm_source: 'ads' },
      landingPage: 'https://shop.example/guide',
    });
    const wrong = await sluice.visitor('POST', path, { body: { fields: [{ name: 'email', value: 'x' }] } });
    expect(wrong).toMatchObject({ status: 400, body: { status: 'error', errors: [{ errorType: 'INVALID_EMAIL' }] } });
  });

  it('belong to one form each', async () => {
    const taken = await tom('POST', '/v1/forms', {
      body: { name: 'Second', fields: FIELDS, dropIn: { webToLeadOid: OID } },
    });
    expect(taken).toMatchObject({ status: 409, body: { type: 'urn:sluice:problem:drop-in-taken' } });

    const { items } = (await tom('GET', '/v1/forms')).body;
    const moved = items.find(({ name }: { name: string }) => name === 'Moved');
    const freed = await tom('PATCH', `/v1/forms/${moved.id}`, {
      body: { dropIn: { hubspotFormGuid: GUID } },
      headers: { 'if-match': `"${moved.version}"` },
    });
    expect(freed.status).toBe(200);
    const second = await tom('POST', '/v1/forms', {
      body: { name: 'Second', fields: FIELDS, dropIn: { webToLeadOid: OID } },
    });
    expect(second.status).toBe(201);
  });
});
