import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAIL_FROM } from '../../demo/mail-from.ts';
import { ALWAYS } from '../../lib/business-hours/business-hours.ts';
import { getLead, replaceLead } from '../../lib/leads/lead-repository.ts';
import type { ResponsePromise } from '../../lib/promises/promise-contract.ts';
import { promiseFor } from '../../lib/promises/response-promise.ts';
import { openTable, type Table } from '../../lib/table/table.ts';
import type { Timer } from '../../lib/timers/timer-entity.ts';
import { keepTimer, layAside, setTimer, timersAside, timersOfMinute } from '../../lib/timers/timer-repository.ts';
import { edited } from '../../lib/use-case.ts';
import type { EngineCall, Fault } from '../../local/engines/tap.ts';
import { openMailbox } from '../../local/mail/mailbox.ts';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

const MINUTE = 60_000;

/** The table as it lies in the engine. */
const tableOf = ({ stack: { outputs, endpoints } }: SluiceStack): Table =>
  openTable(
    outputs['TableName'] ?? '',
    new DynamoDBClient({
      endpoint: endpoints.dynamodb,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );

/** The timers of a lead that are due within so many minutes, or were in the last five. */
const timersOfLead = async (table: Table, leadId: string, minutes: number): Promise<Timer[]> => {
  const found: Timer[] = [];
  for (let minute = -5; minute <= minutes; minute += 1) {
    const time = Date.now() + minute * MINUTE;
    for await (const timers of timersOfMinute(table, time, time + MINUTE)) found.push(...timers);
  }
  return found.filter(({ subjectId }) => subjectId === leadId);
};

describe('a promise to answer', () => {
  let sluice: SluiceStack;
  let table: Table;
  let ada: Send;
  let ines: Send;
  let adasId: string;
  let faultOf: (call: EngineCall) => Fault | undefined = () => undefined;

  beforeAll(async () => {
    sluice = await startSluice({ parameters: { mailFrom: MAIL_FROM }, onCall: (call) => faultOf(call) });
    table = tableOf(sluice);
    [ada, ines] = await Promise.all([sluice.as('ada'), sluice.as('ines')]);
    adasId = (await ada('GET', '/v1/me')).body.id;
    expect((await ines('GET', '/v1/me')).status).toBe(200);
  });
  afterAll(() => sluice.stop());
  afterEach(async () => {
    faultOf = () => undefined;
    for (const send of [ada, ines]) {
      await send('POST', '/v1/inbox/read-all');
      await send('PUT', '/v1/me/notices', { body: {} });
    }
  });

  const ring = () => sluice.invoke(sluice.functionId('Timers'), {});
  const unread = async (send: Send): Promise<{ kind: string; id: string }[]> =>
    (await send('GET', '/v1/inbox?limit=100')).body.items.filter(({ readAt }: { readAt: string | null }) => !readAt);
  const kinds = async (send: Send) => (await unread(send)).map(({ kind }) => kind);
  const mails = () => openMailbox(sluice.dataDir).list();

  /** A lead of Ada's that a form made, and whose promise was given some minutes ago. */
  const promised = async (promise: ResponsePromise, minutesAgo: number): Promise<string> => {
    const submissionId = await sluice.submit(aVisitor());
    await sluice.idle();
    const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
    for (const { id } of items) {
      const found = await getLead(table, id);
      if (found.submissionId !== submissionId) continue;
      const owned = edited(found, { ownerId: adasId }, new Date().toISOString());
      const given = Date.now() - minutesAgo * MINUTE;
      const { lead, timer } = promiseFor(owned, { ...promise, rule: 'rule-1' }, ALWAYS, given);
      await table.transact([replaceLead(lead), setTimer(timer, given)]);
      return id;
    }
    throw new Error('the form made no lead');
  };

  it('that is missed reminds its owner once, and shows on the lead and in the report', async () => {
    const id = await promised({ minutes: 5, ifMissed: 'remind' }, 6);
    expect(await ring()).toMatchObject({ kind: 'success' });
    expect(await ring()).toMatchObject({ kind: 'success' });
    const lead = (await ada('GET', `/v1/leads/${id}`)).body;
    expect(lead).toMatchObject({ firstTouchAt: null, promise: { rule: 'rule-1' } });
    const inbox = (await ada('GET', '/v1/inbox')).body;
    expect(inbox.items).toMatchObject([
      {
        kind: 'promise-missed',
        subject: lead.name,
        on: { type: 'lead', id },
        dueAt: lead.promise.dueAt,
        ownerId: adasId,
        readAt: null,
      },
    ]);
    expect((await ada('GET', '/v1/inbox/unread')).body).toEqual({ unread: 1 });
    expect((await ines('GET', '/v1/inbox/unread')).body).toEqual({ unread: 0 });
    const report = (await ada('GET', '/v1/reports/speed-to-lead?days=1')).body;
    expect(report).toMatchObject({ complete: true, overall: { promised: 1, missed: 1, overdue: 1 } });
    expect(report.owners.find(({ ownerId }: { ownerId: string }) => ownerId === adasId)).toMatchObject({
      name: 'Ada Okafor',
      overdue: 1,
    });

    const [notice] = await unread(ada);
    expect((await ines('POST', `/v1/inbox/${notice?.id}/read`)).status).toBe(404);
    expect((await ada('POST', `/v1/inbox/${notice?.id}/read`)).body.readAt).not.toBeNull();
    expect((await ada('GET', '/v1/inbox/unread')).body).toEqual({ unread: 0 });
  });

  it('is kept by the first touch, after which its timer does nothing', async () => {
    const id = await promised({ minutes: 60, ifMissed: 'escalate', remindMinutesBefore: 55 }, 6);
    expect(await ring()).toMatchObject({ kind: 'success' });
    expect(await kinds(ada)).toEqual(['promise-soon']);
    const call = await ada('POST', `/v1/leads/${id}/activities`, { body: { kind: 'call' } });
    const mail = await ada('POST', `/v1/leads/${id}/activities`, { body: { kind: 'email' } });
    const lead = (await ada('GET', `/v1/leads/${id}`)).body;
    expect(lead).toMatchObject({ firstTouchAt: call.body.at, lastTouch: { at: mail.body.at } });
    const { overall } = (await ada('GET', '/v1/reports/speed-to-lead?days=1')).body;
    expect(overall).toMatchObject({ touched: 1, kept: 1, keptShare: 0.5 });
  });

  it('is escalated to the administrators, by mail to who wants it so', async () => {
    const chosen = await ines('PUT', '/v1/me/notices', { body: { 'promise-escalated': 'mail' } });
    expect(chosen.body).toEqual({
      'lead-assigned': 'none',
      'promise-soon': 'inbox',
      'promise-missed': 'inbox',
      'promise-escalated': 'mail',
      'lead-reassigned': 'inbox',
    });
    expect((await ines('GET', '/v1/me/notices')).body).toEqual(chosen.body);
    const id = await promised({ minutes: 5, ifMissed: 'reassign' }, 6);
    await ring();
    expect([await kinds(ada), await kinds(ines)]).toEqual([['promise-missed'], ['promise-escalated']]);
    await ring();
    await ring();
    expect(mails()).toMatchObject([{ to: ['ines@sluice.example'], subject: 'A lead waits too long' }]);
    expect(mails()[0]?.text).toContain(`${sluice.url}/leads/${id}`);
  });

  it('comes back later when telling somebody fails at the moment at which it is due', async () => {
    const id = await promised({ minutes: 5, ifMissed: 'remind' }, 6);
    const timers = sluice.functionId('Timers');
    faultOf = ({ functionId, operation, input }) =>
      functionId === timers && operation === 'PutItem' && JSON.stringify(input).includes('INBOX#')
        ? { kind: 'error', status: 400, code: 'ValidationException' }
        : undefined;
    expect(await ring()).toMatchObject({ kind: 'success' });
    faultOf = () => undefined;
    expect(await kinds(ada)).toEqual([]);
    // It waits for a minute now, which this test does not.
    const waiting = await timersOfLead(table, id, 5);
    expect(waiting).toMatchObject([{ kind: 'promise', tries: 1 }]);
    for (const timer of waiting)
      await keepTimer(table, { ...timer, dueAt: new Date(0).toISOString() }, Date.now() - MINUTE);
    expect(await ring()).toMatchObject({ kind: 'success' });
    expect(await kinds(ada)).toEqual(['promise-missed']);
  });

  it('that was laid aside makes each run fail until somebody says that it is to be tried again', async () => {
    const id = await promised({ minutes: 5, ifMissed: 'remind' }, 6);
    const [timer] = await timersOfLead(table, id, 5);
    if (!timer) throw new Error('there is no timer');
    await layAside(table, { ...timer, tries: 10 });
    expect(await ring()).toMatchObject({ kind: 'error' });
    expect(await kinds(ada)).toEqual([]);
    expect(await sluice.invoke(sluice.functionId('Timers'), { resume: true })).toMatchObject({ kind: 'success' });
    expect(await timersAside(table, 10)).toEqual([]);
    // What was set once more is due in this millisecond or the next.
    await until(async () => {
      await ring();
      return (await kinds(ada)).length > 0;
    });
    expect(await kinds(ada)).toEqual(['promise-missed']);
  });
});

describe('a routing rule', () => {
  let sluice: SluiceStack;
  beforeAll(async () => {
    sluice = await startSluice();
  });
  afterAll(() => sluice.stop());

  it('gives its promise to the leads of forms, and hands on what was not answered', async () => {
    const table = tableOf(sluice);
    const reps = [await sluice.as('ada'), await sluice.as('ben')];
    const ids: string[] = [];
    for (const send of reps) ids.push((await send('GET', '/v1/me')).body.id);
    const busy = { timeZone: 'UTC', hours: {}, absences: [], capacity: 1000 };
    const set = await (await sluice.as('mira'))('PUT', '/v1/settings/routing', {
      body: {
        set: {
          teams: [],
          people: Object.fromEntries(ids.map((id) => [id, busy])),
          rules: [],
          otherwise: { to: { kind: 'everyone' }, promise: { minutes: 30, ifMissed: 'reassign' } },
        },
      },
      headers: { 'if-match': '"0"' },
    });
    expect(set.status).toBe(200);
    const [ada = sluice.visitor] = reps;
    const submissionId = await sluice.submit(aVisitor());
    await sluice.idle();
    const { items } = (await ada('GET', '/v1/leads?view=all')).body;
    const leads = await Promise.all(items.map(({ id }: { id: string }) => getLead(table, id)));
    const lead = leads.find((one) => one.submissionId === submissionId);
    if (!lead?.promise) throw new Error('the lead has no promise');
    expect(Date.parse(lead.promise.dueAt)).toBeGreaterThan(Date.now() + 25 * MINUTE);

    const [timer] = await timersOfLead(table, lead.id, 40);
    expect(timer).toMatchObject({ dueAt: lead.promise.dueAt });
    if (timer) await keepTimer(table, { ...timer, dueAt: new Date(0).toISOString() }, Date.now() - MINUTE);
    expect(await sluice.invoke(sluice.functionId('Timers'), {})).toMatchObject({ kind: 'success' });
    const after = await getLead(table, lead.id);
    expect(after.ownerId).toBe(ids.find((id) => id !== lead.ownerId));
    expect(after.promise?.dueAt).not.toBe(lead.promise.dueAt);
    for (const send of reps) {
      expect((await send('GET', '/v1/inbox')).body.items).toMatchObject([
        { kind: 'lead-reassigned', ownerId: lead.ownerId },
      ]);
    }
    const { items: entries } = (await ada('GET', `/v1/leads/${lead.id}/timeline`)).body;
    expect(entries[0]).toMatchObject({ event: 'lead-reassigned' });
  });
});

describe('a new lead', () => {
  let sluice: SluiceStack;
  beforeAll(async () => {
    sluice = await startSluice({ parameters: { mailFrom: MAIL_FROM } });
  });
  afterAll(() => sluice.stop());

  it('is told to an owner who wants to hear of it, in the inbox and by mail', async () => {
    const reps = [await sluice.as('ada'), await sluice.as('ben')];
    const ids: string[] = [];
    for (const send of reps) {
      ids.push((await send('GET', '/v1/me')).body.id);
      await send('PUT', '/v1/me/notices', { body: { 'lead-assigned': 'mail' } });
    }
    const toldTo = async () =>
      (await Promise.all(reps.map((send) => send('GET', '/v1/inbox')))).flatMap(({ body }) => body.items);
    await sluice.submit(aVisitor());
    await sluice.idle();
    expect(await toldTo()).toMatchObject([{ kind: 'lead-assigned', ownerId: expect.any(String) }]);

    const ines = await sluice.as('ines');
    const { body: made } = await ines('POST', '/v1/leads', { body: { email: 'new@acme.example', ownerId: ids[0] } });
    expect((await toldTo()).map(({ on }) => on.id)).toContain(made.id);
    const mails = () => openMailbox(sluice.dataDir).list();
    await until(async () => {
      await sluice.invoke(sluice.functionId('Timers'), {});
      return mails().length > 1;
    });
    expect(mails().map(({ subject }) => subject)).toEqual(['A new lead for you', 'A new lead for you']);
  });
});
