import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSubmissions } from '../../lib/submissions/submission-repository.ts';
import { aVisitor, type Send, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { queueAt, tableOf } from './engine-access.ts';
import { listAll, persist } from './lead-lookup.ts';

const BURST = 2000;
/** Browsers that post at the same time. */
const VISITORS = 32;
/** After so many leads written the intake's machine is lost. */
const KILLS = [500, 1300];
/** Seconds after which a message comes back that a lost worker had in hand; three minutes in the cloud. */
const COMES_BACK = 10;
/** Milliseconds; the schedule's minute is shortened for the test. */
const SWEEP_EVERY = 2_000;
/** Milliseconds after the last post; a message that two kills struck has come back twice by then, with time to spare on a busy machine. */
const PATIENCE = 60_000;

describe('a burst of submissions while the intake is killed twice', () => {
  let sluice: SluiceStack;
  let ada: Send;
  let intake = '';
  let written = 0;
  const kills: Promise<number>[] = [];
  beforeAll(async () => {
    sluice = await startSluice({
      onCall: ({ functionId, operation }) => {
        if (operation !== 'TransactWriteItems' || functionId !== intake) return undefined;
        written += 1;
        // Right now, while this very transaction is on its way: it is written, and nobody is left to hear so.
        if (KILLS.includes(written)) kills.push(sluice.stack.killWorkers(intake));
        return undefined;
      },
    });
    intake = sluice.functionId('LeadEvents');
    ada = await sluice.as('ada');
    await queueAt(sluice, 'LeadEvents/Queue').setVisibilityTimeout(COMES_BACK);
  });
  afterAll(() => sluice.stop());

  it(
    'loses none of those that were acknowledged and doubles none',
    async () => {
      const people = Array.from({ length: BURST }, () => aVisitor());
      const ids: string[] = [];
      const waiting = people.values();
      await Promise.all(
        Array.from({ length: VISITORS }, async () => {
          for (const body of waiting) {
            const answer = await persist(() => sluice.visitor('POST', '/v1/forms/demo/submissions', { body }));
            expect(answer.status).toBe(202);
            ids.push(answer.body.submissionId);
          }
        }),
      );
      expect(new Set(ids).size).toBe(BURST);

      const table = tableOf(sluice);
      const open = async () => (await findSubmissions(table, ids)).filter(({ state }) => state !== 'processed').length;
      const end = Date.now() + PATIENCE;
      for (let left = await open(); left > 0 && Date.now() < end; left = await open()) {
        await sluice.invoke(sluice.functionId('Sweeper'), {});
        await wait(SWEEP_EVERY);
      }
      expect(await open()).toBe(0);
      const struck = await Promise.all(kills);
      expect(struck).toHaveLength(KILLS.length);
      for (const workers of struck) expect(workers).toBeGreaterThan(0);

      const leads = await listAll(ada, '/v1/leads?view=all');
      expect(leads.map(({ email }) => email).toSorted()).toEqual(people.map(({ email }) => email).toSorted());
      const made = (await findSubmissions(table, ids)).map(({ leadId }) => leadId);
      expect(new Set(made)).toEqual(new Set(leads.map(({ id }) => id)));
      expect(new Set(made).size).toBe(BURST);
      expect(await queueAt(sluice, 'LeadEvents/DeadLetters').size()).toBe(0);
    },
    4 * PATIENCE,
  );
});
