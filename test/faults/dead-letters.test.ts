import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { type EngineQueue, queueAt } from './engine-access.ts';
import { calls, planFaults } from './fault-plan.ts';
import { leadsOf, listAll } from './lead-lookup.ts';
import { logLines, privateTextsInLogs } from './private-texts.ts';

/** What a bug of ours would look like from the intake: the table refuses what it is sent, every time. */
const REFUSED = { kind: 'error', status: 400, code: 'ValidationException', message: 'refused' } as const;

describe('a submission that the intake cannot process', () => {
  const faults = planFaults();
  const fields = aVisitor({ phone: '+49 30 555 0190', message: 'Words that nobody may read in a log' });
  let sluice: SluiceStack;
  let ada: Send;
  let tom: Send;
  let ines: Send;
  let deadLetters: EngineQueue;
  beforeAll(async () => {
    sluice = await startSluice({ onCall: faults.onCall });
    [ada, tom, ines] = await Promise.all([sluice.as('ada'), sluice.as('tom'), sluice.as('ines')]);
    deadLetters = queueAt(sluice, 'LeadEvents/DeadLetters');
    // Three minutes in the template; nobody waits five times that long here.
    await queueAt(sluice, 'LeadEvents/Queue').setVisibilityTimeout(1);
  });
  afterAll(() => sluice.stop());

  const sweep = async () =>
    expect(await sluice.invoke(sluice.functionId('Sweeper'), {})).toMatchObject({ kind: 'success' });
  const stateOf = async (id: string) => (await sluice.visitor('GET', `/v1/submissions/${id}`)).body.state;
  const failed = (send: Send) => listAll(send, '/v1/submissions?state=failed');

  it('ends in the dead-letter queue after five tries, shows as failed, and is processed when it is sent again', async () => {
    const poison = faults.strike(calls('TransactWriteItems', fields['email']), REFUSED);
    const { status, body } = await sluice.visitor('POST', '/v1/forms/demo/submissions', { body: fields });
    expect(status).toBe(202);
    const id = body.submissionId;
    // The others are not held up by it.
    await sluice.submit(aVisitor());
    await until(async () => (await deadLetters.size()) === 1);
    expect(poison.struck()).toBe(5);
    expect(await stateOf(id)).toBe('received');

    await sweep();
    expect(await stateOf(id)).toBe('failed');
    for (const send of [tom, ines]) expect(await failed(send)).toMatchObject([{ id, state: 'failed', fields }]);
    expect((await ada('GET', '/v1/submissions?state=failed')).status).toBe(403);
    expect((await ada('POST', `/v1/submissions/${id}/redrive`)).status).toBe(403);
    expect(await leadsOf(ada, fields['email'])).toEqual([]);

    poison.end();
    expect(await tom('POST', `/v1/submissions/${id}/redrive`)).toMatchObject({ status: 202 });
    await until(async () => (await stateOf(id)) === 'processed');
    expect(await leadsOf(ada, fields['email'])).toMatchObject([{ submissionCount: 1 }]);
    expect(await failed(tom)).toEqual([]);
    expect(await tom('POST', `/v1/submissions/${id}/redrive`)).toMatchObject({
      status: 409,
      body: { type: 'urn:sluice:problem:submission-not-failed' },
    });
  });

  it('keeps its dead letter, and so the alarm, until it is processed, and as long as it is nothing that we sent', async () => {
    const fine = await sluice.submit(aVisitor());
    const before = await deadLetters.size();
    await deadLetters.send({ kind: 'submission-received', submissionId: fine });
    await deadLetters.send({ kind: 'something-else' });
    await sweep();
    // The letter of what was processed is gone; that of the first test is out of the sweeper's sight for fifty seconds.
    expect(await deadLetters.size()).toBe(before + 1);
    expect(await stateOf(fine)).toBe('processed');
  });

  it('is logged at each try without a word of what people sent', () => {
    const complaints = logLines(sluice.dataDir).filter((line) => line.includes('message failed'));
    expect(complaints).toHaveLength(5);
    expect(privateTextsInLogs(sluice.dataDir, [fields])).toEqual([]);
  });
});
