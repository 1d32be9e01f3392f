import { describe, expect, test } from 'vitest';
import { readScheduleExpression } from '../../local/events/schedule-expression.ts';

function next(expression: string, after: string): string | undefined {
  const schedule = readScheduleExpression(expression);
  if (schedule.kind !== 'calendar') throw new Error(`${expression} is a rate`);
  return schedule.next(new Date(after))?.toISOString();
}

describe('reading a schedule', () => {
  test.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(2 hours)', 7_200_000],
    ['rate(1 day)', 86_400_000],
  ])('%s is due every %i ms', (expression, everyMs) => {
    expect(readScheduleExpression(expression)).toEqual({ kind: 'rate', everyMs });
  });

  test.each([
    ['cron(0 12 * * ? *)', '2026-03-01T11:59:30Z', '2026-03-01T12:00:00.000Z'],
    ['cron(0 12 * * ? *)', '2026-03-01T12:00:00Z', '2026-03-02T12:00:00.000Z'],
    ['cron(0/15 8-9 * * ? *)', '2026-03-01T08:50:00Z', '2026-03-01T09:00:00.000Z'],
    ['cron(30 6 ? * MON-FRI *)', '2026-11-20T07:00:00Z', '2026-11-23T06:30:00.000Z'],
    ['cron(0 0 1 JAN,JUL ? *)', '2026-03-01T00:00:00Z', '2026-07-01T00:00:00.000Z'],
    ['cron(0 9 L * ? *)', '2026-02-10T00:00:00Z', '2026-02-28T09:00:00.000Z'],
    ['cron(0 9 15W * ? *)', '2026-11-01T00:00:00Z', '2026-11-16T09:00:00.000Z'],
    ['cron(0 9 ? * 6L *)', '2026-11-01T00:00:00Z', '2026-11-27T09:00:00.000Z'],
    ['cron(0 9 ? * 2#1 *)', '2026-11-03T00:00:00Z', '2026-12-07T09:00:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['at(2026-05-01T10:00:00)', '2026-04-30T00:00:00Z', '2026-05-01T10:00:00.000Z'],
  ])('%s after %s is due at %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  test('a moment that has passed and a year that is over never come', () => {
    expect(next('at(2026-05-01T10:00:00)', '2026-05-01T10:00:00Z')).toBeUndefined();
    expect(next('cron(0 0 1 1 ? 2025)', '2026-01-01T00:00:00Z')).toBeUndefined();
  });

  test.each(['rate(0 minutes)', 'rate(5 weeks)', 'cron(0 12 * * *)', 'cron(99 * * * ? *)', 'at(soon)', 'daily'])(
    '%s is refused by name',
    (expression) => {
      expect(() => readScheduleExpression(expression)).toThrow(`The schedule ${expression} is not understood`);
    },
  );
});
