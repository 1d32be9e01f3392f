import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { calls, type PlannedFault, planFaults } from '../faults/fault-plan.ts';
import {
  aListFile,
  commitImport,
  type ImportRecord,
  planFile,
  planImport,
  putParts,
  registerFile,
  resultsOf,
  rowsOf,
  totalOf,
  undoImport,
  untilState,
  uploadFile,
} from './import-client.ts';
import { type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

const EMAIL = ['Email'];

describe('an import while other things happen', () => {
  const faults = planFaults();
  let slow: PlannedFault | undefined;
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  beforeAll(async () => {
    sluice = await startSluice({ onCall: faults.onCall });
    [tom, ada] = await Promise.all([sluice.as('tom'), sluice.as('ada')]);
  });
  afterEach(() => {
    slow?.end();
    slow = undefined;
  });
  afterAll(() => sluice.stop());

  const get = async (id: string): Promise<ImportRecord> => (await tom('GET', `/v1/imports/${id}`)).body;
  const post = (id: string, verb: string, body?: unknown) => tom('POST', `/v1/imports/${id}/${verb}`, { body });
  /** Lets groups of rows take their time: all of them, or the next one. */
  const slowDown = (ms = 100, times?: number): PlannedFault => {
    slow = faults.strike(calls('TransactWriteItems', '"CHUNK#0'), { kind: 'delay', ms }, times);
    return slow;
  };
  const people = (mark: string, count: number) =>
    aListFile(
      `${mark}.csv`,
      EMAIL,
      Array.from({ length: count }, (_, index) => [`p.${index}@${mark}-${index}.example`]),
    );
  /** Starts a commit and stops it between two groups of rows. */
  const stopHalfWay = async (id: string) => {
    slowDown();
    expect((await post(id, 'commit')).status).toBe(202);
    await until(async () => ((await get(id)).counts.created ?? 0) > 0);
    const stopped = await post(id, 'cancel');
    expect(stopped).toMatchObject({ status: 202, body: { state: 'stopped' } });
    slow?.end();
    await sluice.idle();
    return get(id);
  };

  it('tells of what changed between the plan and the commit, and does the rest', async () => {
    const known = (await ada('POST', '/v1/leads', { body: { email: 'edited@changed.example' } })).body;
    const rows = ['edited', 'posted', 'plain', 'other'].map((name) => [`${name}@changed.example`, 'Changed Ltd']);
    const { id, counts } = await planFile(tom, aListFile('changed.csv', ['Email', 'Company'], rows));
    expect(counts).toEqual({ update: 1, create: 3 });
    const path = `/v1/leads/${known.id}`;
    await ada('PATCH', path, { body: { title: 'Edited' }, headers: { 'if-match': `"${known.version}"` } });
    await sluice.submit({ email: 'posted@changed.example', company: 'Posted Ltd' });
    const committed = await commitImport(tom, id);
    expect(committed.counts).toEqual({ conflict: 2, created: 2 });
    expect(await rowsOf(tom, id, 'conflict')).toMatchObject([
      { row: 2, reason: 'changed-since-plan', record: { type: 'lead', id: known.id } },
      { row: 3, reason: 'changed-since-plan', record: null },
    ]);
    expect((await ada('GET', path)).body).toMatchObject({ title: 'Edited', company: null });
    const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
    const posted = items.filter(({ email }: { email: string }) => email === 'posted@changed.example');
    expect(posted).toMatchObject([{ company: 'Posted Ltd' }]);
    expect((await undoImport(tom, id)).counts).toEqual({ conflict: 2, undone: 2 });
    expect((await ada('GET', path)).status).toBe(200);
  });

  it('stops at the next group of rows, and goes on where it stopped', async () => {
    const planned = await planFile(tom, people('stopped', 500), { assign: 'nobody' });
    const stopped = await stopHalfWay(planned.id);
    const { created = 0, cancelled = 0 } = stopped.counts;
    expect(created).toBeGreaterThan(0);
    expect(cancelled).toBeGreaterThan(0);
    expect(totalOf(stopped)).toBe(500);
    expect(stopped).toMatchObject({ state: 'stopped', job: null });
    const left = await rowsOf(tom, planned.id, 'cancelled');
    expect(left).toHaveLength(cancelled);
    expect(left[0]).toMatchObject({ reason: 'stopped', record: null });
    const results = (await resultsOf(tom, planned.id)).bytes.toString();
    expect(results.match(/,created,/g)).toHaveLength(created);
    expect(results.match(/,cancelled,,The import was stopped before this row\./g)).toHaveLength(cancelled);
    expect((await post(planned.id, 'plan')).status).toBe(409);

    const committed = await commitImport(tom, planned.id);
    expect(committed.counts).toEqual({ created: 500 });
    const ids = new Set((await rowsOf(tom, planned.id, 'created')).map(({ record }) => record?.id));
    expect(ids.size).toBe(500);
    const emails = new Set<string>();
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await ada('GET', `/v1/leads?view=unassigned&limit=100${cursor && `&cursor=${cursor}`}`);
      for (const { id, email } of body.items) if (ids.has(id)) emails.add(email);
      cursor = body.nextCursor;
    }
    expect(emails.size).toBe(500);
  });

  it('takes back what a stopped commit wrote, also while a worker is still at it', async () => {
    const planned = await planFile(tom, people('back', 400), { assign: 'nobody' });
    const held = slowDown(1500, 1);
    expect((await post(planned.id, 'commit')).status).toBe(202);
    // The first group is on its way to the table when all is called off.
    await until(async () => held.struck() > 0);
    expect((await post(planned.id, 'cancel')).status).toBe(202);
    const undone = await undoImport(tom, planned.id);
    await sluice.idle();
    const { undone: back = 0, cancelled = 0 } = undone.counts;
    expect(back + cancelled).toBe(400);
    const { body } = await ada('GET', '/v1/leads?view=unassigned&limit=100');
    expect(body.items.filter(({ email }: { email: string }) => email.includes('@back-'))).toEqual([]);
    expect(await rowsOf(tom, planned.id, 'created')).toEqual([]);
    expect((await post(planned.id, 'commit')).body.type).toBe('urn:sluice:problem:import-state');
  });

  it('stops an undo, and goes on with it but not with the commit', async () => {
    const planned = await planFile(tom, people('undo', 300), { assign: 'nobody' });
    await commitImport(tom, planned.id);
    slowDown();
    expect((await post(planned.id, 'undo')).status).toBe(202);
    await until(async () => ((await get(planned.id)).counts.undone ?? 0) > 0);
    expect(await get(planned.id)).toMatchObject({ job: { kind: 'undo', total: 300 } });
    expect((await post(planned.id, 'cancel')).body.state).toBe('stopped');
    slow?.end();
    await sluice.idle();
    const stopped = await get(planned.id);
    expect(stopped.counts.created).toBeGreaterThan(0);
    expect(totalOf(stopped)).toBe(300);
    expect((await post(planned.id, 'commit')).body.type).toBe('urn:sluice:problem:import-state');
    expect((await undoImport(tom, planned.id)).counts).toEqual({ undone: 300 });
  });

  it('discards what was never committed, a plan under way only as a plan', async () => {
    const file = people('discarded', 60);
    const id = await uploadFile(tom, file);
    await untilState(tom, id, 'ready');
    slowDown(300);
    expect((await post(id, 'plan')).body.state).toBe('planning');
    expect((await post(id, 'cancel')).body).toMatchObject({ state: 'ready', counts: {} });
    slow?.end();
    expect((await planImport(tom, id)).counts).toEqual({ create: 60 });
    expect((await post(id, 'cancel')).body.state).toBe('cancelled');
    for (const verb of ['plan', 'commit', 'undo', 'cancel']) {
      expect((await post(id, verb)).body, verb).toMatchObject({ type: 'urn:sluice:problem:import-state' });
    }
    // What came to nothing is in nobody's way.
    const { status, body } = await registerFile(tom, file);
    expect(status).toBe(201);
    const parts = await putParts(body.upload, file);
    expect((await post(body.import.id, 'cancel')).body.state).toBe('cancelled');
    expect((await post(body.import.id, 'complete', { parts })).status).toBe(409);
    expect((await post(body.import.id, 'parts')).status).toBe(409);
  });

  it('does once what two people ask for at the same time', async () => {
    const planned = await planFile(tom, people('twice', 120), { assign: 'nobody' });
    const mira = await sluice.as('mira');
    const answers = await Promise.all(
      [tom, mira, tom, mira].map((send) => send('POST', `/v1/imports/${planned.id}/commit`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
    expect((await untilState(tom, planned.id, 'committed')).counts).toEqual({ created: 120 });
    // At this moment the results file is being written, which is no reason to refuse the undo.
    expect((await undoImport(tom, planned.id)).counts).toEqual({ undone: 120 });
  });
});
