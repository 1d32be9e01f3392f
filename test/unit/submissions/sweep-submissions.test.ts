import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId, timeOfId } from '../../../lib/ids.ts';
import type { LeadEvent, LeadEvents } from '../../../lib/submissions/lead-events.ts';
import { type Submission, submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { markProcessed } from '../../../lib/submissions/submission-repository.ts';
import { readSweepMark } from '../../../lib/submissions/sweep-mark-repository.ts';
import { GRACE, sweepSubmissions } from '../../../lib/submissions/sweep-submissions.ts';
import { AT, aSubmission, MINUTE, NOW, SECOND } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const submissionOf = (event: LeadEvent): string => ('submissionId' in event ? event.submissionId : '');

/** A queue that remembers what was sent. */
const aQueue = () => {
  const sent: string[] = [];
  const events: LeadEvents = {
    send: async (event) => {
      sent.push(submissionOf(event));
    },
    sendAll: async (batch) => {
      sent.push(...batch.map(submissionOf));
    },
  };
  return { events, sent };
};

const received = (at: number, changes: Partial<Submission> = {}): Submission =>
  aSubmission({ id: newId(at), receivedAt: new Date(at).toISOString(), ...changes });

const tableWith = (...submissions: readonly Submission[]) => memoryTable(...submissions.map(submissionEntity.toItem));

describe('the sweeper', () => {
  it('leaves a submission to the fast path for a while, and then sends its event', async () => {
    const submission = received(NOW);
    const table = tableWith(submission);
    const { events, sent } = aQueue();
    expect(await sweepSubmissions(table, events, NOW + GRACE - 1)).toBe(0);
    expect(await sweepSubmissions(table, events, NOW + GRACE + 1)).toBe(1);
    expect(sent).toEqual([submission.id]);
  });

  it('leaves alone what is processed, and what failed and waits for somebody', async () => {
    const table = tableWith(received(NOW, { state: 'processed' }), received(NOW, { state: 'failed' }));
    expect(await sweepSubmissions(table, aQueue().events, NOW + MINUTE)).toBe(0);
  });

  it('sends again at doubling ages, so that repetition makes no backlog worse', async () => {
    const table = tableWith(received(NOW - 1));
    const { events } = aQueue();
    const ages: number[] = [];
    for (let age = 0; age <= 1000; age += 1) {
      if ((await sweepSubmissions(table, events, NOW + age * SECOND)) > 0) ages.push(age);
    }
    expect(ages).toEqual([15, 30, 60, 120, 240, 480, 960]);
  });

  it('sends nothing twice for one age, however close together its rounds are', async () => {
    const table = tableWith(received(NOW));
    const { events } = aQueue();
    const rounds = [61, 62, 63, 64].map((age) => () => sweepSubmissions(table, events, NOW + age * SECOND));
    const counts: number[] = [];
    for (const round of rounds) counts.push(await round());
    expect(counts).toEqual([1, 0, 0, 0]);
  });

  it('sends what the queue refused again in its next round', async () => {
    const submission = received(NOW);
    const table = tableWith(submission);
    const { events, sent } = aQueue();
    const refusing: LeadEvents = { ...events, sendAll: () => Promise.reject(new Error('refused')) };
    await expect(sweepSubmissions(table, refusing, NOW + MINUTE)).rejects.toThrow('refused');
    await sweepSubmissions(table, events, NOW + MINUTE + 1);
    expect(sent).toEqual([submission.id]);
  });

  it('finds a submission whose id was claimed long before it was stored', async () => {
    const claimed = NOW;
    const late = received(claimed, { receivedAt: new Date(claimed + 8 * SECOND).toISOString() });
    const table = tableWith(late);
    const { events, sent } = aQueue();
    await sweepSubmissions(table, events, NOW + 20 * SECOND);
    await sweepSubmissions(table, events, NOW + 80 * SECOND);
    expect(sent).toEqual([late.id, late.id]);
  });

  it('runs to the end though another sweep with a faster clock was there before', async () => {
    const table = tableWith(received(NOW));
    const { events } = aQueue();
    await sweepSubmissions(table, events, NOW + 2 * MINUTE);
    expect(await sweepSubmissions(table, events, NOW + MINUTE)).toBe(0);
    expect(await readSweepMark(table)).toMatchObject({ through: NOW });
  });

  it('never moves its mark past a submission that is not settled', async () => {
    const step = fc.record({
      pause: fc.integer({ min: 1, max: 5 * MINUTE }),
      arrivals: fc.array(fc.integer({ min: 0, max: 2 * MINUTE }), { maxLength: 4 }),
      settled: fc.array(fc.nat({ max: 30 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const table = memoryTable();
        const { events, sent } = aQueue();
        const open = new Map<string, Submission>();
        let now = NOW;
        for (const { pause, arrivals, settled } of steps) {
          for (const offset of arrivals) {
            const submission = received(now + Math.min(offset, pause));
            open.set(submission.id, submission);
            await table.put(submissionEntity.toItem(submission));
          }
          for (const index of settled) {
            const submission = [...open.values()][index];
            if (!submission) continue;
            open.delete(submission.id);
            await markProcessed(table, submission, { leadId: newId(NOW) }, AT);
          }
          now += pause;
          await sweepSubmissions(table, events, now);
          const mark = await readSweepMark(table);
          for (const { id } of open.values()) expect(timeOfId(id)).toBeGreaterThanOrEqual(mark?.through ?? 0);
        }
        await sweepSubmissions(table, events, now + 10 * MINUTE);
        for (const id of open.keys()) expect(sent).toContain(id);
      }),
      { numRuns: 60 },
    );
  });

  it('looks back a day when it runs for the first time', async () => {
    const table = tableWith(received(NOW - 23 * 60 * MINUTE));
    expect(await sweepSubmissions(table, aQueue().events, NOW)).toBe(1);
  });
});
