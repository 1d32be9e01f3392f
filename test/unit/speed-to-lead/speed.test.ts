import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { type Lead, leadEntity } from '../../../lib/leads/lead-entity.ts';
import { reportSpeed } from '../../../lib/speed-to-lead/report-speed.ts';
import { speedOf } from '../../../lib/speed-to-lead/speed.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, aLead, aSubmission, aTouch, aUser, DAY, later, MINUTE, NOW, SECOND } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

/** A lead that came in when all tests happen and was first spoken to so many seconds later. */
const touchedAfter = (seconds: number, changes: Partial<Lead> = {}): Lead =>
  aLead({ lastTouch: aTouch({ at: later(seconds * SECOND) }), ...changes });
const promise = { rule: 'rule-1', dueAt: later(MINUTE) };
const muchLater = later(DAY);

describe('speed to lead', () => {
  it('is the time from coming in to the first touch, not to the last', () => {
    const lead = touchedAfter(900, { firstTouchAt: later(30 * SECOND) });
    expect(speedOf([lead], muchLater)).toMatchObject({ touched: 1, medianSeconds: 30, p90Seconds: 30 });
  });

  it('has a median and a ninth decile by the nearest rank', () => {
    const leads = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5].map((seconds) => touchedAfter(seconds * 10));
    expect(speedOf(leads, muchLater)).toMatchObject({ medianSeconds: 50, p90Seconds: 90 });
  });

  it('is nothing for somebody who was spoken to before they came in', () => {
    expect(speedOf([touchedAfter(-600)], muchLater).medianSeconds).toBe(0);
  });

  it('counts promises as kept or missed, what waits, and what is overdue', () => {
    const leads = [
      touchedAfter(60, { promise }),
      touchedAfter(61, { promise }),
      touchedAfter(5),
      aLead({ promise }),
      aLead({ promise: { ...promise, dueAt: later(2 * DAY) } }),
      aLead({ promise, status: 'disqualified' }),
      aLead(),
    ];
    expect(speedOf(leads, muchLater)).toMatchObject({
      leads: 7,
      touched: 3,
      waiting: 3,
      promised: 5,
      kept: 1,
      missed: 2,
      overdue: 1,
      keptShare: 1 / 3,
    });
  });

  it('of no leads is unknown', () => {
    expect(speedOf([], muchLater)).toMatchObject({
      leads: 0,
      medianSeconds: null,
      p90Seconds: null,
      keptShare: null,
    });
  });
});

describe('the report on speed to lead', () => {
  /** A lead that a form made so many days ago, and its submission. */
  const madeDaysAgo = (days: number, changes: Partial<Lead> = {}) => {
    const at = NOW - days * DAY;
    const submission = aSubmission({ id: newId(at), state: 'processed' });
    const lead = aLead({ id: newId(at), submissionId: submission.id, ...changes });
    return [leadEntity.toItem(lead), submissionEntity.toItem({ ...submission, leadId: lead.id })];
  };
  const people = [userEntity.toItem(aUser()), userEntity.toItem(aUser({ id: 'user-ben', name: 'Aaron Ben' }))];

  it('looks at leads of forms of the last days, by who owns them now', async () => {
    const old = aLead({ id: newId(NOW - 20 * DAY), submissionId: newId(NOW - 20 * DAY) });
    const fedAgain = aSubmission({ id: newId(NOW - DAY), state: 'processed', leadId: old.id });
    const table = memoryTable(
      ...people,
      ...madeDaysAgo(1),
      ...madeDaysAgo(3, { ownerId: 'user-ben' }),
      ...madeDaysAgo(5, { ownerId: undefined }),
      ...madeDaysAgo(12),
      leadEntity.toItem(old),
      submissionEntity.toItem(fedAgain),
      leadEntity.toItem(aLead({ id: newId(NOW - DAY), source: 'import:1' })),
    );
    const report = await reportSpeed(table, 7, NOW);
    expect(report).toMatchObject({ from: later(-7 * DAY), to: later(0), complete: true, overall: { leads: 3 } });
    expect(report.owners.map(({ ownerId, name, leads }) => [ownerId, name, leads])).toEqual([
      ['user-ben', 'Aaron Ben', 1],
      [ADA.id, ADA.name, 1],
      [null, null, 1],
    ]);
  });
});
