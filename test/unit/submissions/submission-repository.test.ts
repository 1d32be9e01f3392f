import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import {
  findSubmission,
  findSubmissions,
  listSubmissions,
  markFailed,
  markProcessed,
  storeSubmission,
  walkSubmissions,
} from '../../../lib/submissions/submission-repository.ts';
import { AT, aSubmission, DAY, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

describe('a stored submission', () => {
  it('is found by its id alone', async () => {
    const table = memoryTable();
    const submission = aSubmission();
    await storeSubmission(table, submission);
    expect(await findSubmission(table, submission.id)).toEqual(submission);
    expect(await findSubmission(table, newId(NOW))).toBeUndefined();
    expect(await findSubmission(table, 'no id at all')).toBeUndefined();
  });

  it('stays as it is when the same request stores it again', async () => {
    const table = memoryTable();
    const submission = aSubmission();
    await storeSubmission(table, { ...submission, state: 'processed' });
    await storeSubmission(table, submission);
    expect(await findSubmission(table, submission.id)).toMatchObject({ state: 'processed' });
  });

  it('is read once, though it is asked for twice', async () => {
    const [first, second] = [aSubmission(), aSubmission()];
    const table = memoryTable(submissionEntity.toItem(first), submissionEntity.toItem(second));
    const found = await findSubmissions(table, [first.id, second.id, first.id, 'nonsense', newId(NOW)]);
    expect(found).toEqual([first, second]);
  });

  it('is marked as processed once', async () => {
    const submission = aSubmission();
    const table = memoryTable(submissionEntity.toItem(submission));
    const leadId = newId(NOW);
    await markProcessed(table, submission, { leadId }, AT);
    await markProcessed(table, submission, { leadId: newId(NOW) }, AT);
    expect(await findSubmission(table, submission.id)).toMatchObject({ state: 'processed', leadId });
  });

  it('is listed as failed, newest first, until it is processed', async () => {
    const [older, newer] = [aSubmission({ id: newId(NOW - 1) }), aSubmission({ id: newId(NOW) })];
    const table = memoryTable(submissionEntity.toItem(older), submissionEntity.toItem(newer));
    await markFailed(table, older);
    await markFailed(table, newer);
    const ids = async () => {
      const { items } = await listSubmissions(table, 'failed', { limit: 10, after: undefined });
      return items.map(({ id }) => id);
    };
    expect(await ids()).toEqual([newer.id, older.id]);
    await markProcessed(table, { ...newer, state: 'failed' }, { leadId: newId(NOW) }, AT);
    expect(await ids()).toEqual([older.id]);
  });

  it('is never called failed after it was processed', async () => {
    const submission = aSubmission();
    const table = memoryTable(submissionEntity.toItem({ ...submission, state: 'processed' }));
    await markFailed(table, submission);
    expect(await findSubmission(table, submission.id)).toMatchObject({ state: 'processed' });
  });
});

describe('a walk through submissions', () => {
  it('comes by every one of a time span, and by none that arrived later', async () => {
    const offsets = fc.array(fc.integer({ min: 0, max: 3 * DAY }), { maxLength: 30 });
    const bound = fc.integer({ min: 0, max: 3 * DAY });
    await fc.assert(
      fc.asyncProperty(offsets, bound, bound, async (received, from, to) => {
        const submissions = received.map((offset) => aSubmission({ id: newId(NOW + offset) }));
        const table = memoryTable(...submissions.map(submissionEntity.toItem));
        const seen: string[] = [];
        for await (const { id } of walkSubmissions(table, NOW + from, NOW + to)) seen.push(id);
        expect(new Set(seen).size).toBe(seen.length);
        for (const [index, { id }] of submissions.entries()) {
          const offset = received[index] ?? 0;
          if (offset >= from && offset < to) expect(seen).toContain(id);
          // One that arrived a moment before the span may be seen as well, which costs nothing.
          if (offset < from - 1 || offset >= to) expect(seen).not.toContain(id);
        }
      }),
    );
  });
});
