import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { queueAt } from './engine-access.ts';
import { leadsOf, persist, timelineOf } from './lead-lookup.ts';

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

describe('what comes at the same time', () => {
  let sluice: SluiceStack;
  let ada: Send;
  let ben: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [ada, ben] = await Promise.all([sluice.as('ada'), sluice.as('ben')]);
  });
  afterAll(() => sluice.stop());

  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    persist(() => sluice.visitor('POST', '/v1/forms/demo/submissions', { body: fields, headers }));
  const processed = (submissionId: string) =>
    until(async () => (await sluice.visitor('GET', `/v1/submissions/${submissionId}`)).body.state === 'processed');

  it('makes one lead of fifty posts with one address, and each of them counts', async () => {
    const fields = aVisitor();
    const answers = await times(50, (index) => post({ ...fields, message: `Message ${index}` }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const ids = answers.map(({ body }) => body.submissionId);
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) await processed(id);
    const leads = await leadsOf(ada, fields['email']);
    expect(leads).toMatchObject([{ submissionCount: 50 }]);
    expect(await timelineOf(ada, `/v1/leads/${leads[0].id}`)).toHaveLength(50);
  });

  it('makes one lead of the many spellings of one mailbox', async () => {
    const spellings = ['race.winner@gmail.com', 'Race.Winner@Gmail.com', 'racewinner+news@googlemail.com'];
    const answers = await times(12, (index) => post(aVisitor({ email: spellings[index % 3] ?? '' })));
    for (const { body } of answers) await processed(body.submissionId);
    const found = await Promise.all([...spellings, 'racewinner+news@gmail.com'].map((email) => leadsOf(ada, email)));
    expect(found.flat()).toMatchObject([{ submissionCount: 12 }]);
  });

  it('makes one submission of fifty posts under one Idempotency-Key, and answers all of them alike', async () => {
    const fields = aVisitor();
    const answers = await times(50, () => post(fields, { 'idempotency-key': 'fifty' }));
    const [first] = answers;
    for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 202, body: first?.body });
    await processed(first?.body.submissionId);
    await sluice.idle();
    expect(await leadsOf(ada, fields['email'])).toMatchObject([{ submissionCount: 1 }]);
  });

  it('refuses an Idempotency-Key that was used with other fields', async () => {
    const key = { 'idempotency-key': 'used-before' };
    expect((await post(aVisitor(), key)).status).toBe(202);
    expect(await post(aVisitor(), key)).toMatchObject({
      status: 422,
      body: { type: 'urn:sluice:problem:idempotency-key-reused' },
    });
  });

  it('works once on a message that the queue delivers twenty-one times, also to workers at the same time', async () => {
    const fields = aVisitor();
    sluice.pauseQueues();
    const { body } = await post(fields);
    const event = { kind: 'submission-received', submissionId: body.submissionId };
    await times(20, () => queueAt(sluice, 'LeadEvents/Queue').send(event));
    const record = (index: number) => ({
      messageId: String(index),
      body: JSON.stringify(event),
      attributes: { ApproximateReceiveCount: '1' },
    });
    const intake = sluice.functionId('LeadEvents');
    const results = await times(8, (index) =>
      sluice.invoke(intake, { Records: [record(2 * index), record(2 * index + 1)] }),
    );
    for (const result of results) expect(result).toEqual({ kind: 'success', value: { batchItemFailures: [] } });
    sluice.resumeQueues();
    await processed(body.submissionId);
    await sluice.idle();

    const leads = await leadsOf(ada, fields['email']);
    expect(leads).toMatchObject([{ submissionCount: 1, version: 1 }]);
    expect(await timelineOf(ada, `/v1/leads/${leads[0].id}`)).toMatchObject([{ kind: 'signal' }]);
  });

  it('takes one of twenty edits of the same version, and overwrites nothing', async () => {
    const fields = aVisitor();
    await sluice.submit(fields);
    const [lead] = await leadsOf(ada, fields['email']);
    const answers = await times(20, (index) =>
      persist(() =>
        (index % 2 === 0 ? ada : ben)('PATCH', `/v1/leads/${lead.id}`, {
          body: { title: `Title ${index}`, company: `Company of edit ${index}` },
          headers: { 'if-match': '"1"' },
        }),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
    const { body } = await ada('GET', `/v1/leads/${lead.id}`);
    expect(body).toEqual(won[0]?.body);
    expect(body.version).toBe(2);
  });

  it('keeps a touch and an edit that meet: neither overwrites the other', async () => {
    const fields = aVisitor();
    await sluice.submit(fields);
    const [lead] = await leadsOf(ada, fields['email']);
    const path = `/v1/leads/${lead.id}`;
    const touches = times(6, () =>
      persist(() => ada('POST', `${path}/activities`, { body: { kind: 'call', text: 'Spoke again' } })),
    );
    const edit = async () => {
      for (;;) {
        const { headers } = await ben('GET', path);
        const answer = await ben('PATCH', path, {
          body: { title: 'Buyer' },
          headers: { 'if-match': headers.get('etag') ?? '' },
        });
        if (answer.status !== 412) return answer;
      }
    };
    const edited = await edit();
    const logged = (await touches).filter(({ status }) => status === 201);
    expect(edited.status).toBe(200);
    const { body } = await ada('GET', path);
    expect(body).toMatchObject({ title: 'Buyer', status: 'working', lastTouch: { kind: 'call' } });
    const entries = await timelineOf(ada, path);
    expect(entries.filter(({ kind }) => kind === 'call')).toHaveLength(logged.length);
    expect(body.version).toBe(2 + logged.length);
  });
});
