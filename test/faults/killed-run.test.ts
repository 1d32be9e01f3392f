import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../demo/people.ts';
import { findRunning } from '../../demo/running.ts';
import { accessTokenOf } from '../../demo/sign-in.ts';
import { GRACE } from '../../lib/submissions/sweep-submissions.ts';
import { aVisitor, sender, until } from '../integration/sluice-stack.ts';
import { listAll } from './lead-lookup.ts';
import { privateTextsInLogs } from './private-texts.ts';
import { enginePidOf, isAlive, type SluiceProcess, startProcess } from './sluice-process.ts';

/** Posts of a burst, how many are under way at a time, and after how many answers the process gets the signal. */
const BURST = 300;
const AT_A_TIME = 8;
const SIGNAL_AFTER = 100;

interface Post {
  readonly fields: Record<string, string>;
  readonly key: string;
  /** The submission's id once it was acknowledged. */
  acknowledged?: string;
}

describe('a run that ends in the middle of a burst of submissions', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-'));
  const started: SluiceProcess[] = [];
  const posts: Post[] = [];
  const refusals: number[] = [];
  let lastAnswerAt = 0;

  const start = async (): Promise<{ run: SluiceProcess; url: string }> => {
    const run = startProcess(dataDir);
    started.push(run);
    return { run, url: await run.ready };
  };
  const send = async (url: string, post: Post): Promise<void> => {
    const { status, body } = await sender(url)('POST', '/v1/forms/demo/submissions', {
      body: post.fields,
      headers: { 'idempotency-key': post.key },
    });
    if (status === 202) post.acknowledged = body.submissionId;
    else refusals.push(status);
    lastAnswerAt = Date.now();
  };

  /** Posts until the server is gone; `onAnswers` is called once, in the middle. */
  const burst = async (url: string, onAnswers: () => void): Promise<void> => {
    const waiting = Array.from({ length: BURST }, (): Post => ({ fields: aVisitor(), key: randomUUID() }));
    posts.push(...waiting);
    let answers = 0;
    const client = async (): Promise<void> => {
      for (let post = waiting.shift(); post !== undefined; post = waiting.shift()) {
        try {
          await send(url, post);
        } catch {
          // The connection broke or was refused: the client does not know what became of its post.
          return;
        }
        answers += 1;
        if (answers === SIGNAL_AFTER) onAnswers();
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, client));
    expect(answers).toBeGreaterThanOrEqual(SIGNAL_AFTER);
    expect(answers).toBeLessThan(BURST);
  };

  let killedEngine = 0;
  beforeAll(async () => {
    const { run, url } = await start();
    killedEngine = enginePidOf(dataDir);
    await burst(url, () => run.signal('SIGKILL'));
    await run.ended;
  });
  afterAll(async () => {
    for (const run of started) run.signal('SIGTERM');
    await Promise.all(started.map(({ ended }) => ended));
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('leaves its engine behind when it is killed, and the next start stops that; asked to stop, a run leaves nothing', async () => {
    expect(isAlive(killedEngine)).toBe(true);
    const { run, url } = await start();
    expect(isAlive(killedEngine)).toBe(false);

    const engine = enginePidOf(dataDir);
    expect(isAlive(engine)).toBe(true);
    await burst(url, () => run.signal('SIGTERM'));
    expect(await run.ended).toEqual({ code: 0, complaint: '' });
    expect(isAlive(engine)).toBe(false);
    // What was under way was answered, and what came later found the door closed.
    expect(refusals).toEqual([]);
  });

  it('loses no acknowledged submission and doubles none, also when what got no answer is sent again', async () => {
    // From the end of the grace on the sweep of the start finds all that was in the queue of a run that ended.
    await wait(Math.max(0, lastAnswerAt + GRACE + 1000 - Date.now()));
    const acknowledged = posts.filter((post) => post.acknowledged !== undefined);
    expect(acknowledged.length).toBeGreaterThanOrEqual(2 * SIGNAL_AFTER);
    const { run, url } = await start();
    const unanswered = posts.filter((post) => post.acknowledged === undefined);
    for (const post of unanswered) await send(url, post);
    expect(refusals).toEqual([]);

    const visitor = sender(url);
    for (const { acknowledged: id } of posts) {
      await until(async () => (await visitor('GET', `/v1/submissions/${id}`)).body.state === 'processed');
    }
    const [ada] = PEOPLE;
    if (ada === undefined) throw new Error('nobody may sign in');
    const rep = sender(url, await accessTokenOf(findRunning(dataDir), ada));
    const leads = await listAll(rep, '/v1/leads?view=all');
    expect(leads.map(({ email }) => email).sort()).toEqual(posts.map(({ fields }) => fields['email']).sort());
    for (const { id } of leads) {
      expect((await rep('GET', `/v1/leads/${id}`)).body).toMatchObject({ submissionCount: 1, version: 1 });
    }
    run.signal('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, complaint: '' });
  }, 120_000);

  it('leaves no word of what people sent in any log', () => {
    expect(
      privateTextsInLogs(
        dataDir,
        posts.map(({ fields }) => fields),
      ),
    ).toEqual([]);
  });
});
