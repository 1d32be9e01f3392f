import { describe, expect, it } from 'vitest';
import { NOTICE_KINDS } from '../../../lib/inbox/inbox-contract.ts';
import type { Notice } from '../../../web/inbox/inbox-queries.ts';
import { isLate, noticeInWords, unreadFigure } from '../../../web/inbox/notice-words.ts';
import { keptShare, periodOf, timeTaken } from '../../../web/speed-to-lead/speed-words.ts';

/** Noon on a Wednesday, where the test runs. */
const NOW = new Date(2026, 10, 18, 12, 0, 0).getTime();
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const reader = { me: 'ada', now: NOW, nameOf: (id: string) => (id === 'ben' ? 'Ben Adeyemi' : undefined) };

const notice = (changes: Partial<Notice>): Notice => ({
  id: '01J00000000000000000000001',
  kind: 'promise-missed',
  subject: 'Wanda Webb',
  on: { type: 'lead', id: '01J00000000000000000000002' },
  at: at(0),
  dueAt: at(-12),
  ownerId: 'ada',
  readAt: null,
  ...changes,
});

describe('a notice in words', () => {
  it('says by when an answer was promised', () => {
    expect(noticeInWords(notice({}), reader)).toMatch(/^Still waits for your answer, which was promised by 11:48/);
    expect(noticeInWords(notice({ kind: 'promise-soon' }), reader)).toMatch(/promised by 11:48/);
  });

  it('names who did not answer, as far as anybody is known', () => {
    const escalated = (ownerId: string | null) => noticeInWords(notice({ kind: 'promise-escalated', ownerId }), reader);
    expect(escalated('ben')).toMatch(/^Was not answered by Ben Adeyemi, who had until 11:48/);
    expect(escalated('gone')).toMatch(/^Was not answered by somebody who left,/);
    expect(escalated(null)).toMatch(/^Nobody has it, and nobody answered by 11:48/);
  });

  it('tells the one whose lead it was something else than the one whose lead it is', () => {
    const moved = (ownerId: string | null) => noticeInWords(notice({ kind: 'lead-reassigned', ownerId }), reader);
    expect(moved('ada')).toBe('Was not answered in time, and went on to somebody else.');
    expect(moved('ben')).toBe('Is yours now: Ben Adeyemi did not answer in time.');
    expect(moved(null)).toBe('Is yours now: nobody had it, and it was not answered in time.');
  });

  it('has words for every kind, also without a time', () => {
    for (const kind of NOTICE_KINDS) {
      expect(noticeInWords(notice({ kind, dueAt: null }), reader)).toMatch(/^[A-Z].*[^.]\.$/);
    }
  });

  it('is late where an answer is', () => {
    expect(NOTICE_KINDS.filter((kind) => isLate(notice({ kind })))).toEqual(['promise-missed', 'promise-escalated']);
  });
});

describe('the figures of inbox and report', () => {
  it('stop at 99, as the count stops at 100', () => {
    expect([0, 99, 100].map(unreadFigure)).toEqual(['0', '99', '99+']);
  });

  it('show a dash for what nobody can know yet', () => {
    const speed = { leads: 1, touched: 0, waiting: 1, promised: 1, kept: 0, missed: 0, overdue: 0 };
    const none = { ...speed, medianSeconds: null, p90Seconds: null, keptShare: null };
    expect([timeTaken(null), keptShare(none)]).toEqual(['–', '–']);
    expect([timeTaken(59), timeTaken(90), keptShare({ ...none, keptShare: 0.875 })]).toEqual([
      '< 1 min',
      '1 min',
      '88%',
    ]);
  });

  it('are of 30 days unless the address asks for another period on offer', () => {
    expect([undefined, '7', '45', '365'].map(periodOf)).toEqual([30, 7, 45, 30]);
  });
});
