import { describe, expect, it } from 'vitest';
import { answerState } from '../../../web/promises/answer-words.ts';
import { spanInWords } from '../../../web/wording/span.ts';

/** Noon on a Wednesday, where the test runs. */
const NOW = new Date(2026, 10, 18, 12, 0, 0).getTime();
const MINUTE = 60_000;
const at = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();
const promised = (minutes: number) => ({ dueAt: at(minutes), rule: 'rule-1' });
const lead = { status: 'new', createdAt: at(-30), firstTouchAt: null, promise: null, submissionCount: 1 } as const;

describe('how long something took', () => {
  it('is told in its two largest units', () => {
    expect([0, 59, 60, 59 * 60 + 59].map(spanInWords)).toEqual(['under a minute', 'under a minute', '1 min', '59 min']);
    expect(spanInWords(3 * 3600 + 5 * 60)).toBe('3 h 5 min');
    expect(spanInWords(2 * 86_400 + 59 * 60)).toBe('2 d');
    expect(spanInWords(2 * 86_400 + 4 * 3600)).toBe('2 d 4 h');
  });
});

describe('the first answer of a lead', () => {
  it('is due by the time of day, with the day when that is another one', () => {
    expect(answerState({ ...lead, promise: promised(90) }, NOW)?.text).toMatch(/^Answer by (13:30|1:30 PM)$/i);
    const later = answerState({ ...lead, promise: promised(24 * 60) }, NOW);
    expect(later?.text).toMatch(/^Answer by (19 Nov|Nov 19), /);
    expect(later?.tone).toBe('due');
  });

  it('is overdue once the promise is over', () => {
    expect(answerState({ ...lead, promise: promised(-12) }, NOW)).toEqual({
      text: 'Answer overdue for 12 min',
      tone: 'overdue',
    });
  });

  it('is told with how fast it was, and whether that was in time', () => {
    const answered = { ...lead, firstTouchAt: at(-10) };
    expect(answerState(answered, NOW)).toEqual({ text: 'First answer in 20 min', tone: 'plain' });
    expect(answerState({ ...answered, promise: promised(-10) }, NOW)?.tone).toBe('kept');
    expect(answerState({ ...answered, promise: promised(-11) }, NOW)).toEqual({
      text: 'First answer in 20 min, later than promised',
      tone: 'plain',
    });
  });

  it('is nothing to tell of where nobody asked, nothing was promised, or the lead was closed', () => {
    expect(answerState(lead, NOW)).toBeUndefined();
    expect(answerState({ ...lead, submissionCount: 0, firstTouchAt: at(0) }, NOW)).toBeUndefined();
    expect(answerState({ ...lead, status: 'disqualified', promise: promised(-12) }, NOW)).toBeUndefined();
  });
});
