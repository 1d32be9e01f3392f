import { describe, expect, it } from 'vitest';
import { enrichNewLead, lookUpAgain } from '../../../lib/enrichment/ask-for-enrichment.ts';
import { type EnrichmentDesk, enrichLead } from '../../../lib/enrichment/enrich-lead.ts';
import type { Provider } from '../../../lib/enrichment/enrichment-contract.ts';
import type { EnrichmentEvent } from '../../../lib/enrichment/enrichment-events.ts';
import { type FetchOptions, Refused } from '../../../lib/enrichment/fetch-json.ts';
import { putProviderKey } from '../../../lib/enrichment/provider-key-repository.ts';
import { showProvenance } from '../../../lib/enrichment/show-provenance.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { getLead } from '../../../lib/leads/lead-repository.ts';
import type { Table } from '../../../lib/table/table.ts';
import { AT, aLead, DAY, MINUTE, NOW, SCORERS } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { aProvider } from './a-provider.ts';

const SAID = { industry: ' Software ', size: { employees: '1,200' }, place: ['Germany'] };

const aDesk = (
  table: Table,
  answer: (address: string) => unknown = () => SAID,
  changes: Partial<EnrichmentDesk> & { list?: Provider[] } = {},
) => {
  const asked: { address: string; options: FetchOptions }[] = [];
  const { list = [aProvider()], ...rest } = changes;
  const desk: EnrichmentDesk = {
    table,
    scorers: SCORERS,
    fetchJson: async (address, options) => {
      asked.push({ address, options });
      return answer(address);
    },
    localOrigin: undefined,
    providers: async () => list,
    customFields: async () => [],
    now: () => NOW,
    ...rest,
  };
  return { desk, asked };
};

const aTable = (...leads: ReturnType<typeof aLead>[]) => memoryTable(...leads.map(leadEntity.toItem));

describe('a lead that is enriched', () => {
  it('gets what the provider says of its domain, read and checked', async () => {
    const lead = aLead();
    const table = aTable(lead);
    const { desk, asked } = aDesk(table);
    await enrichLead(desk, { leadId: lead.id });
    expect(asked.map(({ address }) => address)).toEqual(['https://provider.example/companies/acme.example']);
    const origin = { by: 'provider:sample', at: NOW, confidence: 0.8 };
    expect(await getLead(table, lead.id)).toMatchObject({
      industry: 'Software',
      employees: 1200,
      country: 'DE',
      version: lead.version + 1,
      provenance: { industry: origin, employees: origin, country: origin },
    });
  });

  it('is written once, however often the message comes, and its colleagues ask nobody again', async () => {
    const [one, other] = [aLead(), aLead({ email: 'ben@acme.example' })];
    const table = aTable(one, other);
    const { desk, asked } = aDesk(table);
    for (const { id } of [one, one, other]) await enrichLead(desk, { leadId: id });
    expect(asked).toHaveLength(1);
    expect((await getLead(table, one.id)).version).toBe(one.version + 1);
    expect((await getLead(table, other.id)).industry).toBe('Software');
  });

  it('asks again for who wants news, once for each time', async () => {
    const lead = aLead();
    const { desk, asked } = aDesk(aTable(lead), undefined, { now: () => NOW + MINUTE });
    await enrichLead({ ...desk, now: () => NOW }, { leadId: lead.id });
    const event = { leadId: lead.id, askedAt: NOW + 1 };
    await enrichLead(desk, event);
    await enrichLead(desk, event);
    expect(asked).toHaveLength(2);
  });

  it('is asked for where a provider is asked or read otherwise, or forgot', async () => {
    const lead = aLead();
    const table = aTable(lead);
    await enrichLead(aDesk(table).desk, { leadId: lead.id });
    const list = [aProvider({ fields: { industry: '/sector' } })];
    const { desk, asked } = aDesk(table, () => ({ sector: 'IT' }), { list });
    await enrichLead(desk, { leadId: lead.id });
    expect((await getLead(table, lead.id)).industry).toBe('IT');
    await enrichLead({ ...desk, now: () => NOW + 31 * DAY }, { leadId: lead.id });
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['free mail', aLead({ email: 'mia@gmail.com' })],
    ['no address', aLead({ email: undefined })],
    ['a closed lead', aLead({ status: 'disqualified' })],
  ])('asks nobody for %s', async (_, lead) => {
    const { desk, asked } = aDesk(aTable(lead));
    await enrichLead(desk, { leadId: lead.id });
    await enrichLead(desk, { leadId: 'gone' });
    expect(asked).toEqual([]);
  });

  it('asks no provider that is switched off, and none beyond its budget of the day', async () => {
    const leads = ['a', 'b', 'c'].map((name) => aLead({ email: `mia@${name}.example` }));
    const table = aTable(...leads);
    const off = aProvider({ id: 'off', enabled: false });
    const { desk, asked } = aDesk(table, undefined, { list: [off, aProvider({ dailyBudget: 2 })] });
    for (const { id } of leads) await enrichLead(desk, { leadId: id });
    expect(asked).toHaveLength(2);
    const last = await getLead(table, leads[2]?.id ?? '');
    const { lookUps } = await showProvenance(table, last, await desk.providers(), NOW);
    expect(lookUps).toEqual([{ provider: 'sample', label: 'Sample', state: 'failed', at: AT, fault: 'budget-spent' }]);
    await enrichLead({ ...desk, now: () => NOW + DAY }, { leadId: last.id });
    expect(asked).toHaveLength(3);
  });

  it('takes what one provider says while another is out of order, and comes back for that one alone', async () => {
    const lead = aLead();
    const table = aTable(lead);
    let isUp = false;
    const other = aProvider({ id: 'other', url: 'https://other.example/{domain}', fields: { country: '/country' } });
    const answer = (address: string) => {
      if (!address.includes('other')) return { industry: 'Software' };
      if (!isUp) throw new Error('out of order');
      return { country: 'FR' };
    };
    const { desk, asked } = aDesk(table, answer, { list: [aProvider(), other] });
    await expect(enrichLead(desk, { leadId: lead.id })).rejects.toThrow('out of order');
    expect((await getLead(table, lead.id)).industry).toBe('Software');
    isUp = true;
    await enrichLead(desk, { leadId: lead.id });
    expect((await getLead(table, lead.id)).country).toBe('FR');
    expect(asked).toHaveLength(3);
  });

  it('keeps a refusal for whoever looks after the provider, and does not ask again for an hour', async () => {
    const lead = aLead();
    const table = aTable(lead);
    const { desk, asked } = aDesk(table, () => {
      throw new Refused('http-401');
    });
    await enrichLead(desk, { leadId: lead.id });
    await enrichLead(desk, { leadId: lead.id });
    expect(asked).toHaveLength(1);
    const { lookUps } = await showProvenance(table, lead, await desk.providers(), NOW);
    expect(lookUps).toMatchObject([{ state: 'failed', fault: 'http-401' }]);
  });

  it('sends the key of the provider with the origin that it belongs to', async () => {
    const lead = aLead();
    const table = aTable(lead);
    await putProviderKey(table, { provider: 'sample', origin: 'https://provider.example', key: 'secret' });
    const { desk, asked } = aDesk(table, undefined, { list: [aProvider({ header: 'x-api-key' })] });
    await enrichLead(desk, { leadId: lead.id });
    expect(asked[0]?.options.secret).toEqual({
      origin: 'https://provider.example',
      header: 'x-api-key',
      value: 'secret',
    });
  });
});

describe('the provenance of a lead', () => {
  it('says of each value whose word it is, and what a provider said that was not taken', async () => {
    const lead = aLead({
      source: 'form:demo',
      industry: 'Retail',
      provenance: { industry: { by: 'rep:user-x', at: 1 } },
    });
    const table = aTable(lead);
    const { desk } = aDesk(table);
    await enrichLead(desk, { leadId: lead.id });
    const shown = await showProvenance(table, await getLead(table, lead.id), await desk.providers(), NOW);
    const shownOf = (field: string) => shown.values.find((one) => one.field === field);
    expect(shownOf('company')).toMatchObject({
      source: { kind: 'form', id: 'demo' },
      at: AT,
      confidence: 1,
      cased: false,
    });
    expect(shownOf('industry')).toMatchObject({
      value: 'Retail',
      source: { kind: 'rep', id: 'user-x', label: 'user-x' },
    });
    expect(shownOf('employees')).toMatchObject({
      value: 1200,
      source: { kind: 'provider', label: 'Sample' },
      confidence: 0.8,
    });
    expect(shown.notTaken).toMatchObject([{ field: 'industry', value: 'Software', source: { id: 'sample' } }]);
    expect(shown.lookUps).toMatchObject([{ provider: 'sample', state: 'found', fault: null }]);
  });

  it('names who entered a lead by hand, or says that somebody did', async () => {
    const table = memoryTable();
    const sourceOf = async (createdBy: string | undefined) =>
      (await showProvenance(table, aLead({ source: 'rep', createdBy }), [], NOW)).values[0]?.source;
    expect(await sourceOf('user-x')).toEqual({ kind: 'rep', id: 'user-x', label: 'user-x' });
    expect(await sourceOf(undefined)).toEqual({ kind: 'rep', id: null, label: 'Entered by hand' });
  });
});

describe('whoever asks for a look-up', () => {
  const askDesk = (table: Table, list: Provider[]) => {
    const sent: EnrichmentEvent[] = [];
    return {
      sent,
      desk: {
        table,
        providers: async () => list,
        events: { send: async (event: EnrichmentEvent) => void sent.push(event) },
      },
    };
  };

  it('is told when there is nothing to look up, or nobody to ask', async () => {
    const [lead, free, closed] = [aLead(), aLead({ email: 'mia@gmail.com' }), aLead({ status: 'disqualified' })];
    const table = aTable(lead, free, closed);
    const { desk, sent } = askDesk(table, [aProvider({ enabled: false })]);
    await expect(lookUpAgain(desk, lead.id, NOW)).rejects.toMatchObject({ code: 'enrichment-off' });
    await expect(lookUpAgain(desk, free.id, NOW)).rejects.toMatchObject({ code: 'no-company-domain' });
    await expect(lookUpAgain(desk, closed.id, NOW)).rejects.toMatchObject({ code: 'lead-closed' });
    const on = askDesk(table, [aProvider()]);
    await lookUpAgain(on.desk, lead.id, NOW);
    expect([...sent, ...on.sent]).toEqual([{ leadId: lead.id, askedAt: NOW }]);
  });

  it('loses nothing of a new lead when the queue or the settings are out of reach', async () => {
    const lost: string[] = [];
    const onLost = (id: string) => void lost.push(id);
    const fails = async () => {
      throw new Error('out of reach');
    };
    const lead = aLead();
    await enrichNewLead({ providers: fails, events: { send: fails } }, lead, onLost);
    await enrichNewLead({ providers: async () => [aProvider()], events: { send: fails } }, lead, onLost);
    await enrichNewLead({ providers: async () => [], events: { send: fails } }, lead, onLost);
    expect(lost).toEqual([lead.id, lead.id]);
  });

  it('sends nothing for a new lead without a provider or a company', async () => {
    const { desk, sent } = askDesk(memoryTable(), [aProvider()]);
    await enrichNewLead(desk, aLead({ email: 'mia@gmail.com' }), () => undefined);
    await enrichNewLead({ ...desk, providers: async () => [] }, aLead(), () => undefined);
    expect(sent).toEqual([]);
  });
});
