import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../local/engines/tap.ts';
import { aVisitor, type Send, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { BROKEN, calledOff, calls, LOST_ANSWER, planFaults, THROTTLED } from './fault-plan.ts';
import { leadsOf, listAll, persist, qualify } from './lead-lookup.ts';

const RACERS = 40;

describe('a conversion', () => {
  const faults = planFaults();
  let sluice: SluiceStack;
  let ada: Send;
  let ben: Send;
  beforeAll(async () => {
    sluice = await startSluice({ onCall: faults.onCall });
    [ada, ben] = await Promise.all([sluice.as('ada'), sluice.as('ben')]);
  });
  afterAll(() => sluice.stop());

  const qualifiedLead = async (changes: Record<string, string> = {}) => {
    const fields = aVisitor(changes);
    await sluice.submit(fields);
    const [lead] = await leadsOf(ada, fields['email']);
    await qualify(ada, lead.id);
    return { id: String(lead.id), company: fields['company'], email: fields['email'] };
  };
  const convert = (send: Send, leadId: string, key?: string) =>
    send('POST', `/v1/leads/${leadId}/convert`, {
      body: {},
      ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    });

  /** Everything that conversions made for a company. */
  const madeFor = async (company: string | undefined) => {
    const all = await listAll(ada, '/v1/accounts?view=all');
    const accounts = all.filter(({ name }) => name === company);
    const of = (list: string) => Promise.all(accounts.map(({ id }) => listAll(ada, `/v1/${list}?accountId=${id}`)));
    const [contacts, opportunities] = await Promise.all([of('contacts'), of('opportunities')]);
    return { accounts, contacts: contacts.flat(), opportunities: opportunities.flat() };
  };
  const expectOnce = async (lead: { id: string; company: string | undefined }) => {
    const { accounts, contacts, opportunities } = await madeFor(lead.company);
    expect([accounts.length, contacts.length, opportunities.length]).toEqual([1, 1, 1]);
    const { body } = await ada('GET', `/v1/leads/${lead.id}`);
    expect(body).toMatchObject({
      status: 'converted',
      conversion: { accountId: accounts[0].id, contactId: contacts[0].id, opportunityId: opportunities[0].id },
    });
  };

  it('happens once, however many reps press the button: one gets it, all others are told the result', async () => {
    const lead = await qualifiedLead();
    const answers = await Promise.all(
      Array.from({ length: RACERS }, (_, index) =>
        persist(() => convert(index % 2 === 0 ? ada : ben, lead.id, `racer-${index}`)),
      ),
    );
    const [won, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    const lost = answers.filter(({ status }) => status === 409);
    expect(lost).toHaveLength(RACERS - 1);
    for (const { body } of lost) {
      expect(body).toMatchObject({
        type: 'urn:sluice:problem:lead-already-converted',
        conversion: won?.body,
      });
    }
    await expectOnce(lead);
  });

  it('answers a request that is repeated at the same time with its own result', async () => {
    const lead = await qualifiedLead();
    const answers = await Promise.all(
      Array.from({ length: RACERS }, () => persist(() => convert(ada, lead.id, 'impatient'))),
    );
    for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 200, body: answers[0]?.body });
    await expectOnce(lead);
  });

  it('puts two people of one company, converted at the same time, into one account', async () => {
    const company = 'Twofold Works';
    const leads = await Promise.all(
      ['left', 'right'].map((name) => qualifiedLead({ email: `${name}@twofold-works.example`, company })),
    );
    const answers = await Promise.all(leads.map(({ id }, index) => convert(index === 0 ? ada : ben, id)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.accountCreated).sort()).toEqual([false, true]);
    const { accounts, contacts, opportunities } = await madeFor(company);
    expect([accounts.length, contacts.length, opportunities.length]).toEqual([1, 2, 2]);
  });

  it.each([
    ['five transactions in a row meet another one', calledOff('TransactionConflict'), 5],
    ['it is called off because a partition is throttled', calledOff('ThrottlingError'), 2],
    ['it is called off for want of throughput', calledOff('ProvisionedThroughputExceeded'), 2],
    ['the table throttles the request', THROTTLED, 1],
    ['the table breaks down for a moment', BROKEN, 1],
    ['the answer is lost after the commit', LOST_ANSWER, 1],
    ['the answer comes after everybody stopped waiting', { kind: 'delay', ms: 2500 }, 1],
  ] satisfies [string, Fault, number][])('succeeds, and once, when %s', async (_, fault, times) => {
    const lead = await qualifiedLead();
    const planned = faults.strike(calls('TransactWriteItems', `T#${lead.id}`), fault, times);
    expect((await convert(ada, lead.id)).status).toBe(200);
    expect(planned.struck()).toBe(times);
    await expectOnce(lead);
  });

  it.each([
    ['both answers are lost after the commit', LOST_ANSWER, 2, 503],
    ['the table stays throttled', THROTTLED, 2, 503],
    ['it always meets another one', calledOff('TransactionConflict'), 6, 409],
  ] satisfies [string, Fault, number, number][])(
    'that %s can be repeated under its key, and gives one result',
    async (_, fault, times, refusal) => {
      const lead = await qualifiedLead();
      const planned = faults.strike(calls('TransactWriteItems', `T#${lead.id}`), fault, times);
      const refused = await convert(ada, lead.id, 'my-key');
      expect(refused).toMatchObject({ status: refusal });
      expect(refused.headers.get('retry-after')).toBe('1');
      expect(planned.struck()).toBe(times);

      const repeated = await convert(ada, lead.id, 'my-key');
      expect(repeated.status).toBe(200);
      expect(await convert(ada, lead.id, 'my-key')).toMatchObject({ status: 200, body: repeated.body });
      expect(await convert(ben, lead.id, 'another-key')).toMatchObject({
        status: 409,
        body: { conversion: repeated.body },
      });
      await expectOnce(lead);
    },
  );
});
