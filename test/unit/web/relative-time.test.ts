import { describe, expect, it } from 'vitest';
import { calendarDate, dayHeading, dayName, timeAgo } from '../../../web/wording/relative-time.ts';

/** Noon on a Wednesday, where the test runs. */
const NOW = new Date(2026, 10, 18, 12, 0, 0).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ago = (milliseconds: number) => timeAgo(new Date(NOW - milliseconds).toISOString(), NOW);
const onDay = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();

describe('how long ago something was', () => {
  it('counts minutes, then hours', () => {
    expect(ago(10_000)).toBe('just now');
    expect(ago(5 * MINUTE)).toBe('5 min ago');
    expect(ago(59 * MINUTE)).toBe('59 min ago');
    expect(ago(3 * HOUR)).toBe('3 h ago');
  });

  it('takes a clock that is a little ahead for now', () => {
    expect(ago(-20_000)).toBe('just now');
  });

  it('says yesterday for the calendar day before, not for 24 hours', () => {
    expect(timeAgo(onDay(17, 23), NOW)).toBe('yesterday');
    expect(timeAgo(onDay(17, 1), NOW)).toBe('yesterday');
    expect(timeAgo(onDay(18, 1), NOW)).toBe('11 h ago');
  });

  it('keeps counting hours shortly after midnight', () => {
    const afterMidnight = new Date(2026, 10, 18, 0, 30).getTime();
    expect(timeAgo(onDay(17, 22), afterMidnight)).toBe('2 h ago');
  });

  it('counts days within a week and then names the day', () => {
    expect(timeAgo(onDay(15, 9), NOW)).toBe('3 d ago');
    expect(timeAgo(onDay(1, 9), NOW)).toMatch(/1 Nov|Nov 1/);
  });
});

describe('days', () => {
  it('are headed Today, Yesterday, and by their date', () => {
    expect(dayHeading(onDay(18, 0), NOW)).toBe('Today');
    expect(dayHeading(onDay(17, 23), NOW)).toBe('Yesterday');
    expect(dayHeading(onDay(2, 9), NOW)).toMatch(/2 Nov|Nov 2/);
  });

  it('name the year only when it is another one', () => {
    expect(dayName(onDay(2, 9), NOW)).not.toContain('2026');
    expect(dayName(new Date(2025, 4, 2).toISOString(), NOW)).toContain('2025');
  });

  it('without a time belong to no time zone', () => {
    expect(calendarDate('2026-03-01')).toMatch(/1 Mar 2026|Mar 1, 2026/);
  });
});
