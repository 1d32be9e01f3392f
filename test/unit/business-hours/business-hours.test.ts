import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALWAYS, addBusinessMinutes, isOpen } from '../../../lib/business-hours/business-hours.ts';
import { type Calendar, calendar as calendarSchema, WEEKDAYS } from '../../../lib/business-hours/calendar-contract.ts';

const MINUTE = 60_000;
const nineToFive = [{ from: '09:00', to: '17:00' }];

const berlin = (changes: Partial<Calendar> = {}): Calendar => ({
  timeZone: 'Europe/Berlin',
  hours: { monday: nineToFive, tuesday: nineToFive, wednesday: nineToFive, thursday: nineToFive, friday: nineToFive },
  absences: [],
  ...changes,
});

const dueOf = (start: string, minutes: number, calendar: Calendar): string | undefined => {
  const due = addBusinessMinutes(Date.parse(start), minutes, calendar);
  return due === undefined ? undefined : new Date(due).toISOString();
};

describe('business time', () => {
  it('goes on within the day while there is enough of it', () => {
    // A Wednesday in winter: Berlin is an hour ahead of UTC.
    expect(dueOf('2026-01-14T10:15:30.500Z', 60, berlin())).toBe('2026-01-14T11:15:30.500Z');
  });

  it('waits for the morning, and ends with the day rather than with the next one', () => {
    expect(dueOf('2026-01-14T19:00:00.000Z', 30, berlin())).toBe('2026-01-15T08:30:00.000Z');
    expect(dueOf('2026-01-14T08:00:00.000Z', 480, berlin())).toBe('2026-01-14T16:00:00.000Z');
  });

  it('leaves out a weekend', () => {
    expect(dueOf('2026-01-16T15:30:00.000Z', 60, berlin())).toBe('2026-01-19T08:30:00.000Z');
  });

  it('leaves out days of absence, the first and the last included', () => {
    const away = berlin({ absences: [{ from: '2026-01-15', to: '2026-01-16' }] });
    expect(dueOf('2026-01-14T15:30:00.000Z', 60, away)).toBe('2026-01-19T08:30:00.000Z');
  });

  it('counts around the clock for somebody without hours, but for their absences', () => {
    expect(dueOf('2026-01-17T22:00:00.000Z', 180, ALWAYS)).toBe('2026-01-18T01:00:00.000Z');
    const away = { ...ALWAYS, absences: [{ from: '2026-01-18', to: '2026-01-18' }] };
    expect(dueOf('2026-01-17T22:00:00.000Z', 180, away)).toBe('2026-01-19T01:00:00.000Z');
  });

  it('skips the hour that summer time takes, and counts the hour twice that winter time gives', () => {
    const nights = berlin({ hours: { sunday: [{ from: '01:00', to: '04:00' }] } });
    expect(dueOf('2026-03-29T00:00:00.000Z', 120, nights)).toBe('2026-03-29T02:00:00.000Z');
    expect(dueOf('2026-03-28T12:00:00.000Z', 121, nights)).toBe('2026-04-04T23:01:00.000Z');
    expect(dueOf('2026-10-24T12:00:00.000Z', 240, nights)).toBe('2026-10-25T03:00:00.000Z');
  });

  it('counts hours once that are written down twice', () => {
    const twice = berlin({ hours: { wednesday: [...nineToFive, { from: '12:00', to: '18:00' }] } });
    expect(dueOf('2026-01-14T08:00:00.000Z', 540, twice)).toBe('2026-01-14T17:00:00.000Z');
  });

  it('is never over for somebody who is away for years', () => {
    const gone = berlin({ absences: [{ from: '2026-01-01', to: '2029-12-31' }] });
    expect(dueOf('2026-01-14T08:00:00.000Z', 1, gone)).toBeUndefined();
  });

  it('of no minutes has passed at once', () => {
    expect(dueOf('2026-01-17T22:00:00.000Z', 0, berlin())).toBe('2026-01-17T22:00:00.000Z');
  });
});

/** Zones that change their clocks by an hour, by half of one, at midnight, or never. */
const timeZone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
);
const timeOfDay = fc
  .nat({ max: 1440 })
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
const stretch = fc
  .uniqueArray(timeOfDay, { minLength: 2, maxLength: 2 })
  .map((times) => times.toSorted())
  .map(([from = '', to = '']) => ({ from, to }));
const hours = fc
  .tuple(...WEEKDAYS.map(() => fc.array(stretch, { minLength: 1, maxLength: 3 })))
  .map((days) => Object.fromEntries(WEEKDAYS.map((day, index) => [day, days[index]])));
const year = Date.UTC(2026, 0, 1);
/** A minute of 2026, often within two days of one on which many clocks are changed. */
const start = fc.oneof(
  fc.nat({ max: 525_599 }).map((minute) => year + minute * MINUTE),
  fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-04', '2026-10-25', '2026-11-01'),
      fc.integer({ min: -2880, max: 1440 }),
    )
    .map(([day, minute]) => Date.parse(day) + minute * MINUTE),
);
const calendars = fc
  .record({ timeZone, hours, absentFor: fc.constantFrom(undefined, 1) })
  .map(({ absentFor, ...rest }) => ({ ...rest, absences: absentFor ? [{ from: '2026-03-29', to: '2026-03-29' }] : [] }))
  .map((one) => calendarSchema.parse(one));

describe('the end of so many minutes of business time', () => {
  it('comes when exactly so many minutes were open, and right after an open one', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 300 }), calendars, (from, minutes, calendar) => {
        const due = addBusinessMinutes(from, minutes, calendar);
        fc.pre(due !== undefined && due - from < 3 * 1440 * MINUTE);
        let open = 0;
        for (let at = from; at < (due ?? 0); at += MINUTE) if (isOpen(at, calendar)) open += 1;
        expect(open).toBe(minutes);
        expect(isOpen((due ?? 0) - 1, calendar)).toBe(true);
      }),
    );
  });

  it('can be reached in steps', () => {
    fc.assert(
      fc.property(start, fc.nat({ max: 600 }), fc.nat({ max: 600 }), calendars, (from, first, second, calendar) => {
        const between = addBusinessMinutes(from, first, calendar) ?? Number.NaN;
        fc.pre(!Number.isNaN(between));
        expect(addBusinessMinutes(between, second, calendar)).toBe(addBusinessMinutes(from, first + second, calendar));
      }),
    );
  });
});

describe('a calendar', () => {
  it('needs a zone that exists, hours that go forwards and days that exist', () => {
    expect(calendarSchema.safeParse(berlin()).success).toBe(true);
    expect(calendarSchema.safeParse(berlin({ timeZone: 'Europe/Atlantis' })).success).toBe(false);
    expect(calendarSchema.safeParse(berlin({ hours: { monday: [{ from: '17:00', to: '09:00' }] } })).success).toBe(
      false,
    );
    expect(calendarSchema.safeParse(berlin({ absences: [{ from: '2026-02-30', to: '2026-03-01' }] })).success).toBe(
      false,
    );
  });
});
