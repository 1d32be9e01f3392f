import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../local/engines/tap.ts';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { BROKEN, type CallFilter, calledOff, calls, LOST_ANSWER, planFaults, THROTTLED } from './fault-plan.ts';
import { leadsOf, persist } from './lead-lookup.ts';

const faults = planFaults();
let sluice: SluiceStack;
let ada: Send;
let ben: Send;

beforeAll(async () => {
  sluice = await startSluice({ onCall: faults.onCall });
  [ada, ben] = await Promise.all([sluice.as('ada'), sluice.as('ben')]);
});
afterAll(() => sluice.stop());

const enter = async (company: string) => {
  const fields = aVisitor({ firstName: 'Toni', lastName: 'Twice', company });
  await sluice.submit(fields);
  const [lead] = await leadsOf(ada, fields['email']);
  return lead;
};
const two = async (company: string) => [await enter(company), await enter(company)];
const merge = (send: Send, id: string, otherId: string) => send('POST', `/v1/leads/${id}/merge`, { body: { otherId } });
/** The transactions of merging a lead and of undoing it, and not those by which the projector follows the lead. */
const mergesOf =
  (id: string): CallFilter =>
  (call) =>
    calls('TransactWriteItems', id)(call) && calls('TransactWriteItems', 'MERGE#')(call);
const counted = async (id: string) => (await ada('GET', `/v1/leads/${id}`)).body.submissionCount;

describe('a merge', () => {
  it.each([
    ['its answer is lost', LOST_ANSWER, 1],
    ['it meets other transactions', calledOff('TransactionConflict'), 5],
    ['the table is throttled', THROTTLED, 1],
    ['the table breaks down for a moment', BROKEN, 1],
  ] satisfies [string, Fault, number][])('is done once, and undone once, when %s', async (_, fault, times) => {
    const [winner, loser] = await two('Calm');
    const planned = faults.strike(mergesOf(loser.id), fault, times);
    const merged = await merge(ada, winner.id, loser.id);
    expect(merged.status).toBe(200);
    expect(planned.struck()).toBe(times);
    expect(await counted(winner.id)).toBe(2);
    const again = faults.strike(mergesOf(loser.id), fault, times);
    const undone = await ada('POST', `/v1/merges/${merged.body.mergeId}/undo`);
    expect(undone.status).toBe(200);
    expect(again.struck()).toBe(times);
    expect(undone.body.kept).toEqual([]);
    expect([await counted(winner.id), await counted(loser.id)]).toEqual([1, 1]);
    for (const email of [winner.email, loser.email]) expect(await leadsOf(ada, email)).toHaveLength(1);
  });

  it('that nobody heard of is found by whoever asks for it again', async () => {
    const [winner, loser] = await two('Silent');
    const planned = faults.strike(mergesOf(loser.id), LOST_ANSWER, 2);
    expect((await merge(ada, winner.id, loser.id)).status).toBe(503);
    expect(planned.struck()).toBe(2);
    const again = await merge(ada, winner.id, loser.id);
    expect(again.body.lead.merges).toMatchObject([{ id: again.body.mergeId, leadId: loser.id }]);
  });

  it('of two into each other is one', async () => {
    const [one, other] = await two('Mirror');
    const answers = await Promise.all([merge(ada, one.id, other.id), merge(ben, other.id, one.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await ada('GET', `/v1/leads/${one.id}`)).body.id).toBe((await ada('GET', `/v1/leads/${other.id}`)).body.id);
  });

  it('loses nothing that comes in under either address while it is made and undone', async () => {
    const [winner, loser] = await two('Busy');
    const post = (email: string, index: number) =>
      persist(() =>
        sluice.visitor('POST', '/v1/forms/demo/submissions', {
          body: aVisitor({ email, message: `Message ${index}` }),
        }),
      );
    const posts = Array.from({ length: 24 }, (_, index) => post(index % 2 ? winner.email : loser.email, index));
    const merged = await merge(ada, winner.id, loser.id);
    expect(merged.status).toBe(200);
    const ids = (await Promise.all(posts)).map(({ body }) => body.submissionId);
    const isDone = async (id: string) =>
      (await sluice.visitor('GET', `/v1/submissions/${id}`)).body.state === 'processed';
    for (const id of ids) await until(() => isDone(id));
    expect(await counted(winner.id)).toBe(26);
    expect((await ada('POST', `/v1/merges/${merged.body.mergeId}/undo`)).status).toBe(200);
    expect((await counted(winner.id)) + (await counted(loser.id))).toBe(26);
  });
});

describe('the projector', () => {
  it.each([
    ['its write is refused', BROKEN],
    ['its write is not answered', LOST_ANSWER],
    ['the table is throttled', THROTTLED],
  ] satisfies [string, Fault][])('finds the pair all the same when %s', async (_, fault) => {
    const functionId = sluice.functionId('Projector');
    const planned = faults.strike(
      (call) => call.functionId.endsWith(functionId) && call.operation !== 'Query',
      fault,
      6,
    );
    const [one, other] = await two('Rough');
    const found = async () => {
      const { items } = (await ada('GET', `/v1/leads/${one.id}/duplicates`)).body;
      return items.some(({ id }: { id: string }) => id === `${one.id}-${other.id}`);
    };
    await until(found);
    expect(planned.struck()).toBeGreaterThan(0);
    planned.end();
    await sluice.idle();
  });
});
