import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SampleProvider, sampleCompany, startSampleProvider } from '../../demo/sample-provider.ts';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

let provider: SampleProvider;
let sluice: SluiceStack;
let admin: Send;
let rep: Send;

beforeAll(async () => {
  provider = await startSampleProvider(0);
});
afterAll(() => provider?.stop());

const start = async () => {
  sluice = await startSluice({ environment: { LOCAL_PROVIDER: provider.origin } });
  [admin, rep] = await Promise.all([sluice.as('ines'), sluice.as('ada')]);
  await Promise.all([admin('GET', '/v1/me'), rep('GET', '/v1/me')]);
};
const stop = () => sluice?.stop();

/** The domains that the sample provider knows, in turn. */
const knownDomains = Array.from({ length: 40 }, (_, index) => `works-${index}.example`).filter(sampleCompany);
const nextDomain = (): string => {
  const domain = knownDomains.shift();
  if (!domain) throw new Error('no domain is left');
  return domain;
};

const enter = async (fields: Record<string, unknown>) => {
  const { status, body } = await rep('POST', '/v1/leads', { body: fields });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};
const leadOf = async (id: string) => (await rep('GET', `/v1/leads/${id}`)).body;
const provenanceOf = async (id: string) => (await rep('GET', `/v1/leads/${id}/provenance`)).body;
const originOf = async (id: string, field: string) =>
  (await provenanceOf(id)).values.find((one: { field: string }) => one.field === field);

describe('without a provider', () => {
  beforeAll(start);
  afterAll(stop);

  it('the data themselves are shown with the lead: the line, the time there, and the account that has the domain', async () => {
    const domain = nextDomain();
    const account = await rep('POST', '/v1/accounts', { body: { name: 'Works', domain } });
    const lead = await enter({ email: `mia@${domain}`, phone: '+33 6 12 34 56 78', country: 'de' });
    expect(lead).toMatchObject({
      country: 'DE',
      phoneFacts: { country: 'FR', kind: 'mobile' },
      time: { country: 'FR', zones: ['Europe/Paris'] },
      accountMatch: { id: account.body.id, name: 'Works' },
    });
  });

  it('names that came in capitals are written as people write them, and it is said', async () => {
    const email = `mia@${nextDomain()}`;
    const id = await sluice.submit(aVisitor({ email, firstName: 'MIA', lastName: 'VAN DER BERG' }));
    const { items } = (await rep('GET', '/v1/leads?view=all&limit=100')).body;
    const lead = items.find((one: { email: string }) => one.email === email);
    expect(lead, id).toMatchObject({ name: 'Mia van der Berg' });
    expect(await originOf(lead.id, 'lastName')).toMatchObject({
      source: { kind: 'form', id: 'demo', label: 'Demo form' },
      confidence: 1,
      cased: true,
    });
  });
  it('nobody is asked, and whoever asks for a look-up is told so', async () => {
    const { body } = await admin('GET', '/v1/settings/enrichment');
    expect(body).toMatchObject({ version: 0, providers: [], sample: { id: 'sample', enabled: true } });
    const lead = await enter({ email: `mia@${nextDomain()}` });
    const asked = await rep('POST', `/v1/leads/${lead.id}/enrich`);
    expect(asked).toMatchObject({ status: 409, body: { type: 'urn:sluice:problem:enrichment-off' } });
  });

  it('one is set by administrators alone, and never at an address of this machine but the sample', async () => {
    expect((await rep('GET', '/v1/settings/enrichment')).status).toBe(403);
    const { sample } = (await admin('GET', '/v1/settings/enrichment')).body;
    const url = 'http://127.0.0.1:9/{domain}';
    const refused = await admin('PUT', '/v1/settings/enrichment', {
      body: { providers: [{ ...sample, url }] },
      headers: { 'if-match': '"0"' },
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'providers.0.url' }] } });
  });
});

describe('with a provider', () => {
  // Set before any function reads it, since they hold to what they read for ten seconds.
  beforeAll(async () => {
    await start();
    const { sample } = (await admin('GET', '/v1/settings/enrichment')).body;
    const withKey = { ...sample, header: 'x-api-key' };
    const set = await admin('PUT', '/v1/settings/enrichment', {
      body: { providers: [withKey] },
      headers: { 'if-match': '"0"' },
    });
    expect(set).toMatchObject({ status: 200, body: { version: 1, providers: [{ id: 'sample', hasKey: false }] } });
    expect((await admin('PUT', '/v1/settings/enrichment/sample/key', { body: { key: 'secret' } })).status).toBe(204);
    const shown = await admin('GET', '/v1/settings/enrichment');
    expect(shown.body.providers).toMatchObject([{ hasKey: true }]);
    expect(JSON.stringify(shown.body)).not.toContain('secret');
  });
  afterAll(stop);

  it('new leads of forms and of people are looked up, and say whose word a value is', async () => {
    const domain = nextDomain();
    const company = sampleCompany(domain);
    const lead = await enter({ email: `mia@${domain}`, lastName: 'Stone' });
    await until(async () => (await leadOf(lead.id)).industry !== null);
    expect(await leadOf(lead.id)).toMatchObject({
      industry: company?.industry,
      employees: company?.employees,
      country: company?.location?.country,
    });
    expect(await originOf(lead.id, 'employees')).toMatchObject({
      source: { kind: 'provider', id: 'sample', label: 'Sample provider' },
      confidence: 0.8,
    });

    const other = nextDomain();
    await sluice.submit(aVisitor({ email: `ben@${other}` }));
    const { items } = (await rep('GET', '/v1/leads?view=all&limit=100')).body;
    const { id } = items.find((one: { email: string }) => one.email === `ben@${other}`);
    const entered = await enter({ email: `eva@${other}` });
    for (const one of [id, entered.id]) {
      await until(async () => (await leadOf(one)).industry === sampleCompany(other)?.industry);
    }
  });

  it('what a person said stays, and what the provider said is shown beside it', async () => {
    const domain = nextDomain();
    const lead = await enter({ email: `mia@${domain}`, industry: 'Bakery' });
    await until(async () => (await leadOf(lead.id)).country !== null);
    const { version } = await leadOf(lead.id);
    const emptied = await rep('PATCH', `/v1/leads/${lead.id}`, {
      body: { employees: null },
      headers: { 'if-match': `"${version}"` },
    });
    expect(emptied).toMatchObject({ status: 200, body: { employees: null, industry: 'Bakery' } });

    const { askedAt } = (await rep('POST', `/v1/leads/${lead.id}/enrich`)).body;
    await until(async () => (await provenanceOf(lead.id)).lookUps[0]?.at >= askedAt);
    await sluice.idle();
    expect(await leadOf(lead.id)).toMatchObject({ industry: 'Bakery', employees: null });
    const { notTaken } = await provenanceOf(lead.id);
    expect(notTaken.map(({ field }: { field: string }) => field).sort()).toEqual(['employees', 'industry']);
  });

  it('a key is forgotten when it is taken away', async () => {
    expect((await admin('PUT', '/v1/settings/enrichment/sample/key', { body: { key: null } })).status).toBe(204);
    expect((await admin('GET', '/v1/settings/enrichment')).body.providers).toMatchObject([{ hasKey: false }]);
  });
});
