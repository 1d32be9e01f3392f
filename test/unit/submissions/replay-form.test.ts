import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import type { LeadEvent, LeadEvents } from '../../../lib/submissions/lead-events.ts';
import { startReplay, stepReplay } from '../../../lib/submissions/replay-form.ts';
import { type Submission, submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { AT, aSubmission, DAY, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

/** Replays the demo form from a moment up to now, step by step as the queue would; gives what was announced. */
const replayed = async (submissions: readonly Submission[], from: number, now: number) => {
  const table = memoryTable(...submissions.map(submissionEntity.toItem));
  const queue: LeadEvent[] = [];
  const announced: string[] = [];
  const events: LeadEvents = {
    send: async (event) => {
      queue.push(event);
    },
    sendAll: async (batch) => {
      for (const event of batch) if (event.kind === 'submission-replayed') announced.push(event.submissionId);
    },
  };
  await startReplay(events, 'demo', new Date(from).toISOString());
  let steps = 0;
  for (let event = queue.shift(); event; event = queue.shift()) {
    if (event.kind === 'form-replayed') await stepReplay(table, events, event, now);
    steps += 1;
  }
  return { announced, steps };
};

describe('the replay of a form', () => {
  it('comes by each of its submissions since a moment once, and by no other form', async () => {
    const received = fc.record({ offset: fc.integer({ min: -DAY, max: 3 * DAY }), ours: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(received, { maxLength: 20 }), fc.nat({ max: 2 * DAY }), async (given, since) => {
        const submissions = given.map(({ offset, ours }) =>
          aSubmission({ id: newId(NOW + offset), formId: ours ? 'demo' : 'other' }),
        );
        const { announced } = await replayed(submissions, NOW + since, NOW + 3 * DAY);
        expect(new Set(announced).size).toBe(announced.length);
        for (const [index, { id }] of submissions.entries()) {
          const { offset, ours } = given[index] ?? { offset: 0, ours: false };
          expect(announced.includes(id), `${offset} since ${since}`).toBe(ours && offset >= since);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('goes on page by page where a day has more than one', async () => {
    const submissions = Array.from({ length: 1200 }, () => aSubmission({ id: newId(NOW), formVersion: 1 }));
    const one = submissions.map((submission, index) => ({ ...submission, id: newId(NOW + index) }));
    const { announced } = await replayed(one, NOW, NOW + 1200);
    expect(announced.toSorted()).toEqual(one.map(({ id }) => id).toSorted());
  });

  it('ends on the day on which it is', async () => {
    const { announced, steps } = await replayed([], Date.parse(AT), NOW);
    expect([announced, steps]).toEqual([[], 8]);
  });
});
