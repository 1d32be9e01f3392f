import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import type { LeadEvent, LeadEvents } from '../../../lib/submissions/lead-events.ts';
import {
  redriveSubmission,
  rejectSubmission,
  releaseSubmission,
  replaySubmission,
} from '../../../lib/submissions/review-submissions.ts';
import { type Submission, submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { findSubmission, listSubmissions } from '../../../lib/submissions/submission-repository.ts';
import { type LISTED_STATES, publicState, SUBMISSION_STATES } from '../../../lib/submissions/submission-state.ts';
import type { Table } from '../../../lib/table/table.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, aDesk, aSubmission, aUser, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const aReview = (changes: Partial<Submission> = {}) => {
  const submission = aSubmission({ state: 'quarantined', suspicions: ['honeypot'], ...changes });
  const table = memoryTable(submissionEntity.toItem(submission), userEntity.toItem(aUser()));
  const sent: LeadEvent[] = [];
  const events: LeadEvents = {
    send: async (event) => {
      sent.push(event);
    },
    sendAll: async (batch) => {
      sent.push(...batch);
    },
  };
  const listed = async (state: (typeof LISTED_STATES)[number]) =>
    (await listSubmissions(table, state, { limit: 10, after: undefined })).items.map(({ id }) => id);
  return { submission, id: submission.id, table, desk: aDesk(table), sent, events, listed };
};

describe('a quarantined submission', () => {
  it('is released to the intake, and stands among the failed ones until it was there', async () => {
    const { id, submission, table, desk, sent, events, listed } = aReview();
    expect(await listed('quarantined')).toEqual([id]);
    await releaseSubmission(desk, events, id);
    expect(sent).toEqual([{ kind: 'submission-received', submissionId: id }]);
    expect(await findSubmission(table, id)).toEqual({ ...submission, state: 'failed', reviewedBy: ADA });
    expect([await listed('quarantined'), await listed('failed')]).toEqual([[], [id]]);
  });

  it('is not lost when its event is: it can be sent again from among the failed ones', async () => {
    const { id, desk, sent, events } = aReview();
    const broken: LeadEvents = { ...events, send: () => Promise.reject(new Error('no queue')) };
    await expect(releaseSubmission(desk, broken, id)).rejects.toThrow('no queue');
    await redriveSubmission(desk, events, id);
    expect(sent).toEqual([{ kind: 'submission-received', submissionId: id }]);
  });

  it('is rejected for good, and stays stored', async () => {
    const { id, submission, table, desk, sent, events, listed } = aReview();
    await rejectSubmission(desk, id);
    expect(await findSubmission(table, id)).toEqual({ ...submission, state: 'rejected', reviewedBy: ADA });
    expect(await listed('rejected')).toEqual([id]);
    await expect(releaseSubmission(desk, events, id)).rejects.toMatchObject({ code: 'submission-not-quarantined' });
    await expect(replaySubmission(desk, events, id)).rejects.toMatchObject({ code: 'submission-rejected' });
    expect(sent).toEqual([]);
  });

  it('is reviewed once, though two people press at the same time', async () => {
    const { id, desk, events, sent } = aReview();
    const outcomes = await Promise.allSettled([releaseSubmission(desk, events, id), rejectSubmission(desk, id)]);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'submission-not-quarantined' } }]);
    expect(sent.length).toBeLessThanOrEqual(1);
  });

  it('is lost to whoever decided a moment earlier', async () => {
    const { id, table, submission } = aReview();
    const late: Table = {
      ...table,
      get: async (key) => (key.sk === id ? submissionEntity.toItem(submission) : table.get(key)),
    };
    await rejectSubmission(aDesk(table), id);
    await expect(rejectSubmission(aDesk(late), id)).rejects.toMatchObject({ code: 'submission-not-quarantined' });
  });
});

describe('other submissions', () => {
  it('are sent again only when they failed', async () => {
    for (const state of SUBMISSION_STATES.filter((one) => one !== 'failed')) {
      const { id, desk, events } = aReview({ state });
      await expect(redriveSubmission(desk, events, id), state).rejects.toMatchObject({ code: 'submission-not-failed' });
    }
  });

  it('are replayed in every state but rejected', async () => {
    for (const state of SUBMISSION_STATES.filter((one) => one !== 'rejected')) {
      const { id, desk, events, sent } = aReview({ state });
      await replaySubmission(desk, events, id);
      expect(sent, state).toEqual([{ kind: 'submission-replayed', submissionId: id }]);
    }
  });

  it('are not found under an id that nobody has', async () => {
    const { desk, events } = aReview();
    const id = newId(NOW);
    const refusal = { code: 'submission-not-found' };
    await expect(releaseSubmission(desk, events, id)).rejects.toMatchObject(refusal);
    await expect(rejectSubmission(desk, id)).rejects.toMatchObject(refusal);
    await expect(redriveSubmission(desk, events, id)).rejects.toMatchObject(refusal);
    await expect(replaySubmission(desk, events, 'nonsense')).rejects.toMatchObject(refusal);
  });
});

describe('the state that the public sees', () => {
  it('does not tell a suspect from any other', () => {
    expect(Object.fromEntries(SUBMISSION_STATES.map((state) => [state, publicState(state)]))).toEqual({
      received: 'received',
      processed: 'processed',
      failed: 'failed',
      quarantined: 'processed',
      rejected: 'processed',
    });
  });
});
