import * as z from 'zod';
import { calendarDay, line } from '../contract/fields.ts';

/** The days of a week, the first one first. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // A RangeError is how Intl says that it knows no such zone.
    return false;
  }
};

/** A name of the IANA time zone database, for example `Europe/Berlin`. */
export const timeZone = z.string().max(64).refine(isTimeZone, 'is not a time zone such as Europe/Berlin');

/** A time of day from 00:00 to 24:00, which is the end of the day. */
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:30');

const stretch = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, { message: 'must be later than its beginning', path: ['to'] });

/** The working hours of each weekday; a day that is left out is free. None at all means around the clock. */
export const weeklyHours = z.partialRecord(z.enum(WEEKDAYS), z.array(stretch).max(6));

/** Days on which somebody does not work, the first and the last one included. */
export const absence = z
  .strictObject({ from: calendarDay, to: calendarDay, note: line(200).optional() })
  .refine(({ from, to }) => from <= to, { message: 'must not be before the first day', path: ['to'] });

/** When somebody works: hours and days are those of the time zone. */
export const calendar = z.strictObject({ timeZone, hours: weeklyHours, absences: z.array(absence).max(100) });

export type Weekday = (typeof WEEKDAYS)[number];
export type Calendar = z.output<typeof calendar>;
