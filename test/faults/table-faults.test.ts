import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../local/engines/tap.ts';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { BROKEN, calledOff, calls, LOST_ANSWER, planFaults, THROTTLED } from './fault-plan.ts';
import { leadsOf, timelineOf } from './lead-lookup.ts';
import { privateTextsInLogs } from './private-texts.ts';

/** What the table may do to a write, how often in a row, and how the write is made good within the same request or message. */
const SURVIVED: [string, Fault, number][] = [
  ['five transactions in a row meet another one', calledOff('TransactionConflict'), 5],
  ['a transaction is called off because its partition is throttled', calledOff('ThrottlingError'), 2],
  ['a transaction is called off for want of throughput', calledOff('ProvisionedThroughputExceeded'), 2],
  ['the table throttles the request', THROTTLED, 1],
  ['the table throttles the partition', { ...THROTTLED, code: 'ProvisionedThroughputExceededException' }, 1],
  ['the table breaks down for a moment', BROKEN, 1],
  ['the answer is lost after the write', LOST_ANSWER, 1],
  ['the answer comes after everybody stopped waiting', { kind: 'delay', ms: 2500 }, 1],
  ['the first try is still under way', { ...THROTTLED, code: 'TransactionInProgressException' }, 3],
];

describe('a table that fails in the middle', () => {
  const faults = planFaults();
  const sent: Record<string, string>[] = [];
  let sluice: SluiceStack;
  let ada: Send;
  beforeAll(async () => {
    sluice = await startSluice({ onCall: faults.onCall });
    ada = await sluice.as('ada');
  });
  afterAll(() => sluice.stop());

  const someone = () => {
    const fields = aVisitor({ message: `Private words ${sent.length}` });
    sent.push(fields);
    return fields;
  };
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    sluice.visitor('POST', '/v1/forms/demo/submissions', { body: fields, headers });
  const processed = (submissionId: string) =>
    until(async () => (await sluice.visitor('GET', `/v1/submissions/${submissionId}`)).body.state === 'processed');

  describe('while a post is stored', () => {
    it.each([
      ['the answer is lost after the write', LOST_ANSWER],
      ['the answer comes after everybody stopped waiting', { kind: 'delay', ms: 2500 }],
      ['the table throttles it', THROTTLED],
      ['the table breaks down for a moment', BROKEN],
    ] satisfies [string, Fault][])('acknowledges it once when %s', async (_, fault) => {
      const fields = someone();
      const planned = faults.strike(calls('PutItem', fields['email']), fault, 1);
      const { status, body } = await post(fields);
      expect(status).toBe(202);
      expect(planned.struck()).toBe(1);
      await processed(body.submissionId);
      expect(await leadsOf(ada, fields['email'])).toMatchObject([{ submissionCount: 1 }]);
    });

    it.each([
      ['both answers are lost after the write', LOST_ANSWER],
      ['the table stays throttled', THROTTLED],
    ] satisfies [string, Fault][])(
      'asks for a repetition when %s, and the repetition with the same key counts once',
      async (_, fault) => {
        const fields = someone();
        const key = { 'idempotency-key': `again-${fields['email']}` };
        const planned = faults.strike(calls('PutItem', fields['email']), fault, 2);
        const first = await post(fields, key);
        expect(first.status).toBe(503);
        expect(first.headers.get('retry-after')).toBe('1');
        expect(planned.struck()).toBe(2);

        const second = await post(fields, key);
        expect(second.status).toBe(202);
        expect((await post(fields, key)).body).toEqual(second.body);
        await processed(second.body.submissionId);
        expect(await leadsOf(ada, fields['email'])).toMatchObject([{ submissionCount: 1 }]);
      },
    );

    it('keeps to one submission when the answer to the claim of its key is lost', async () => {
      const fields = someone();
      const key = { 'idempotency-key': `lost-claim-${fields['email']}` };
      const planned = faults.strike(calls('PutItem', 'IDEMPOTENCY#'), LOST_ANSWER, 1);
      const first = await post(fields, key);
      expect(planned.struck()).toBe(1);
      expect(first.status).toBe(202);
      expect((await post(fields, key)).body).toEqual(first.body);
    });
  });

  describe('while the intake makes a lead', () => {
    it.each(SURVIVED)('has one lead when %s', async (_, fault, times) => {
      const fields = someone();
      const planned = faults.strike(calls('TransactWriteItems', fields['email']), fault, times);
      await sluice.submit(fields);
      expect(planned.struck()).toBe(times);
      const leads = await leadsOf(ada, fields['email']);
      expect(leads).toMatchObject([{ submissionCount: 1, version: 1 }]);
      expect(await timelineOf(ada, `/v1/leads/${leads[0].id}`)).toHaveLength(1);
    });
  });

  describe('while the intake feeds a lead that is there', () => {
    it.each(SURVIVED)('counts each submission once when %s', async (_, fault, times) => {
      const fields = someone();
      await sluice.submit(fields);
      const planned = faults.strike(calls('TransactWriteItems', fields['email']), fault, times);
      await sluice.submit({ ...fields, message: 'Private words, once more' });
      expect(planned.struck()).toBe(times);
      const leads = await leadsOf(ada, fields['email']);
      expect(leads).toMatchObject([{ submissionCount: 2, version: 2 }]);
      expect(await timelineOf(ada, `/v1/leads/${leads[0].id}`)).toHaveLength(2);
    });
  });

  describe('while a rep changes a lead', () => {
    const changeOf = async (fault: Fault, times: number) => {
      const fields = someone();
      await sluice.submit(fields);
      const [lead] = await leadsOf(ada, fields['email']);
      const planned = faults.strike(calls('TransactWriteItems', lead.id), fault, times);
      const { status } = await ada('PATCH', `/v1/leads/${lead.id}`, {
        body: { title: 'Head of Operations' },
        headers: { 'if-match': '"1"' },
      });
      expect(planned.struck()).toBe(times);
      return { status, lead: (await ada('GET', `/v1/leads/${lead.id}`)).body };
    };

    it.each(SURVIVED.filter(([, fault]) => fault.kind !== 'error'))(
      'makes the change once when %s',
      async (_, fault, times) => {
        expect(await changeOf(fault, times)).toMatchObject({
          status: 200,
          lead: { title: 'Head of Operations', version: 2 },
        });
      },
    );

    it('tells a lost race by its status, and changes nothing, when the transaction met another one', async () => {
      expect(await changeOf(calledOff('TransactionConflict'), 1)).toMatchObject({
        status: 409,
        lead: { title: null, version: 1 },
      });
    });
  });

  it('logs an activity once when its transaction is committed late and under way meanwhile', async () => {
    const fields = someone();
    await sluice.submit(fields);
    const [lead] = await leadsOf(ada, fields['email']);
    const text = 'Left a message with the front desk';
    const planned = [
      faults.strike(calls('TransactWriteItems', text), { kind: 'delay', ms: 2500 }, 1),
      faults.strike(calls('TransactWriteItems', text), { ...THROTTLED, code: 'TransactionInProgressException' }, 1),
    ];
    const { status } = await ada('POST', `/v1/leads/${lead.id}/activities`, { body: { kind: 'note', text } });
    expect(status).toBe(201);
    expect(planned.map(({ struck }) => struck())).toEqual([1, 1]);
    // The late first try reaches the table half a second after the answer.
    await wait(1000);
    const notes = (await timelineOf(ada, `/v1/leads/${lead.id}`)).filter(({ kind }) => kind === 'note');
    expect(notes).toMatchObject([{ text }]);
  });

  it('leaves no word of what people sent in any log', () => {
    expect(privateTextsInLogs(sluice.dataDir, sent)).toEqual([]);
  });
});
