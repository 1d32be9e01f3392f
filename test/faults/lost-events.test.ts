import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../lib/ids.ts';
import type { ScoringJob } from '../../lib/scoring-jobs/scoring-job-entity.ts';
import { insertScoringJob } from '../../lib/scoring-jobs/scoring-job-repository.ts';
import { storeSubmission } from '../../lib/submissions/submission-repository.ts';
import { GRACE } from '../../lib/submissions/sweep-submissions.ts';
import type { Fault } from '../../local/engines/tap.ts';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { tableOf } from './engine-access.ts';
import { BROKEN, calls, LOST_ANSWER, planFaults, THROTTLED } from './fault-plan.ts';
import { leadsOf, timelineOf } from './lead-lookup.ts';
import { logLines, privateTextsInLogs } from './private-texts.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

/** A batch that was taken as a whole, with each message of it refused: one entry is enough for the sender to notice. */
const BATCH_REFUSED: Fault = {
  kind: 'error',
  status: 200,
  code: '',
  body: { Successful: [], Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] },
};

describe('an event that never reaches the queue', () => {
  const faults = planFaults();
  const sent: Record<string, string>[] = [];
  let sluice: SluiceStack;
  let ada: Send;
  /** A request that failed before anything was stored, made first so that it is old when its test comes. */
  const early = { fields: aVisitor(), key: { 'idempotency-key': 'first-tried-long-ago' }, failedAt: 0 };
  beforeAll(async () => {
    sluice = await startSluice({ onCall: faults.onCall });
    ada = await sluice.as('ada');
    const unstored = faults.strike(calls('PutItem', early.fields['email']), BROKEN, 2);
    expect((await post(early.fields, early.key)).status).toBe(503);
    expect(unstored.struck()).toBe(2);
    early.failedAt = Date.now();
  });
  afterAll(() => sluice.stop());

  const someone = () => {
    const fields = aVisitor({ phone: `+49 30 555 ${1000 + sent.length}`, message: `Private words ${sent.length}` });
    sent.push(fields);
    return fields;
  };
  const sweep = () => sluice.invoke(sluice.functionId('Sweeper'), {});
  const stateOf = async (id: string) => (await sluice.visitor('GET', `/v1/submissions/${id}`)).body.state;
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    sluice.visitor('POST', '/v1/forms/demo/submissions', { body: fields, headers });

  /** A submission as a crash right after the write leaves it: stored, and never announced. */
  const storeOnly = async (age: number) => {
    const fields = someone();
    const receivedAt = Date.now() - age;
    const id = newId(receivedAt);
    await storeSubmission(tableOf(sluice), {
      id,
      formId: 'demo',
      formVersion: 1,
      state: 'received',
      receivedAt: new Date(receivedAt).toISOString(),
      fields,
    });
    return { id, email: fields['email'] };
  };

  it('is sent by the sweeper, however long ago the crash was, and sent again when that failed as well', async () => {
    const ages = [20 * SECOND, 40 * SECOND, HOUR, 7 * HOUR, 20 * HOUR];
    const stored = await Promise.all([...ages, ...ages, ...ages].map(storeOnly));
    const refused = faults.strike(calls('SendMessageBatch'), BATCH_REFUSED, 1);
    expect(await sweep()).toMatchObject({ kind: 'error' });
    expect(refused.struck()).toBe(1);
    const broken = faults.strike(calls('SendMessageBatch'), BROKEN, 1);
    expect(await sweep()).toMatchObject({ kind: 'error' });
    expect(broken.struck()).toBe(1);

    expect(await sweep()).toMatchObject({ kind: 'success' });
    for (const { id, email } of stored) {
      await until(async () => (await stateOf(id)) === 'processed');
      expect(await leadsOf(ada, email)).toMatchObject([{ submissionCount: 1 }]);
    }
  });

  it('does not keep a post from being acknowledged, and within the grace of the sweeper it is a lead', async () => {
    const howSendingFails: [Fault, 'received' | 'processed'][] = [
      [BROKEN, 'received'],
      [THROTTLED, 'received'],
      // The queue has the message, though the sender does not know.
      [LOST_ANSWER, 'processed'],
      [{ kind: 'delay', ms: 700 }, 'processed'],
    ];
    const posts: { id: string; email: string | undefined }[] = [];
    for (const [fault, stateWithoutSweep] of howSendingFails) {
      const fields = someone();
      const planned = faults.strike(calls('SendMessage'), fault, 1);
      const { status, body } = await post(fields);
      expect(status).toBe(202);
      expect(planned.struck()).toBe(1);
      if (stateWithoutSweep === 'processed') {
        await until(async () => (await stateOf(body.submissionId)) === 'processed');
      }
      await sluice.idle();
      expect(await stateOf(body.submissionId)).toBe(stateWithoutSweep);
      posts.push({ id: body.submissionId, email: fields['email'] });
    }
    for (const { id, email } of posts) {
      await until(async () => {
        await sweep();
        await wait(200);
        return (await stateOf(id)) === 'processed';
      });
      const leads = await leadsOf(ada, email);
      expect(leads).toMatchObject([{ submissionCount: 1 }]);
      expect(await timelineOf(ada, `/v1/leads/${leads[0].id}`)).toHaveLength(1);
    }
  });

  it('is not acknowledged when a request repeats one that failed long ago, where the sweeper no longer looks', async () => {
    const { fields, key } = early;
    await wait(Math.max(0, early.failedAt + GRACE + SECOND - Date.now()));
    // Every sweep moves the mark to the end of the grace: after this one it is past the id that the key has claimed.
    expect(await sweep()).toMatchObject({ kind: 'success' });

    const unsent = faults.strike(calls('SendMessage'), BROKEN, 1);
    expect((await post(fields, key)).status).toBe(503);
    expect(unsent.struck()).toBe(1);
    const { status, body } = await post(fields, key);
    expect(status).toBe(202);
    await until(async () => (await stateOf(body.submissionId)) === 'processed');
    expect(await leadsOf(ada, fields['email'])).toMatchObject([{ submissionCount: 1 }]);
  });

  it('of a scoring job is sent again, and the job is done to its end', async () => {
    const ines = await sluice.as('ines');
    const { set } = (await ines('GET', '/v1/settings/scoring')).body;
    const MINUTES = 2 * 60 * SECOND;
    const startedAt = Date.now() - MINUTES;
    // As a crash right after the write leaves it: the job is there, and none of its lanes was announced.
    const job: ScoringJob = {
      id: newId(startedAt),
      kind: 'simulation',
      state: 'running',
      set,
      pass: 1,
      passAt: startedAt,
      createdBy: { id: 'somebody', name: 'Ines' },
      startedAt: new Date(startedAt).toISOString(),
      version: 1,
    };
    await tableOf(sluice).transact([insertScoringJob(job)]);
    expect(await sweep()).toMatchObject({ kind: 'success' });
    const shown = async () => (await ines('GET', `/v1/settings/scoring/jobs/${job.id}`)).body;
    await until(async () => (await shown()).state === 'done');
    const leads = (await ada('GET', '/v1/leads?view=all&limit=100')).body.items.length;
    expect((await shown()).result.open).toMatchObject({ leads, changed: 0 });
  });

  it('is logged without a word of what people sent', () => {
    const complaints = logLines(sluice.dataDir).filter((line) => line.includes('event not sent'));
    expect(complaints.length).toBeGreaterThanOrEqual(4);
    expect(privateTextsInLogs(sluice.dataDir, sent)).toEqual([]);
  });
});
