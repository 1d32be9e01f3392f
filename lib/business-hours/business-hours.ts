import { type Calendar, WEEKDAYS } from './calendar-contract.ts';
import { zoneOffset } from './zone-offset.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Nobody's hours are looked for further ahead than this many days: a year of absence and a month. */
const FURTHEST = 400;

/** Around the clock, in UTC: what holds for somebody who set no hours. */
export const ALWAYS: Calendar = { timeZone: 'UTC', hours: {}, absences: [] };

/** From one moment to another in milliseconds since the epoch, the end not included. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Milliseconds into the day of a time such as 09:30. */
const timeOfDay = (text: string): number => Number(text.slice(0, 2)) * 60 * MINUTE + Number(text.slice(3)) * MINUTE;

const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

const weekdayOf = (wall: number) => WEEKDAYS[(new Date(wall).getUTCDay() + 6) % 7] ?? 'monday';

const hasHours = ({ hours }: Calendar): boolean => WEEKDAYS.some((day) => (hours[day] ?? []).length > 0);

/** The working hours of the day of a wall clock, in order, as milliseconds into that day. */
const hoursOf = (wall: number, calendar: Calendar): Stretch[] => {
  const date = dateOf(wall);
  if (calendar.absences.some(({ from, to }) => from <= date && date <= to)) return [];
  if (!hasHours(calendar)) return [{ from: 0, to: DAY }];
  return (calendar.hours[weekdayOf(wall)] ?? [])
    .map(({ from, to }) => ({ from: timeOfDay(from), to: timeOfDay(to) }))
    .sort((a, b) => a.from - b.from);
};

/** Whether somebody works at a moment (milliseconds since the epoch), by the clock on their wall. */
export const isOpen = (at: number, calendar: Calendar): boolean => {
  const wall = at + zoneOffset(at, calendar.timeZone);
  const timeToday = wall - Math.floor(wall / DAY) * DAY;
  return hoursOf(wall, calendar).some(({ from, to }) => from <= timeToday && timeToday < to);
};

/** The moment between two at which the clocks are changed, to the millisecond. */
const clockChange = (before: number, after: number, timeZone: string): number => {
  const offset = zoneOffset(before, timeZone);
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffset(middle, timeZone) === offset) low = middle;
    else high = middle;
  }
  return high;
};

/**
 * The stretch that begins at a moment and ends with the day on the wall, or where the clocks are changed, whichever is first: within it the wall
 * clock and the time go at one pace.
 */
const steadyStretch = (from: number, offset: number, timeZone: string): Stretch => {
  const midnight = (Math.floor((from + offset) / DAY) + 1) * DAY - offset;
  const steady = zoneOffset(midnight, timeZone) === offset;
  return { from, to: steady ? midnight : clockChange(from, midnight, timeZone) };
};

/** The working time within a steady stretch, in order and never overlapping. */
const openWithin = ({ from, to }: Stretch, offset: number, calendar: Calendar): Stretch[] => {
  const dayStart = Math.floor((from + offset) / DAY) * DAY - offset;
  const open: Stretch[] = [];
  let counted = from;
  for (const hours of hoursOf(from + offset, calendar)) {
    const start = Math.max(counted, dayStart + hours.from);
    const end = Math.min(to, dayStart + hours.to);
    if (start >= end) continue;
    open.push({ from: start, to: end });
    counted = end;
  }
  return open;
};

/**
 * The first moment by which so many minutes of working time have passed since `start`, both in milliseconds since the epoch; `undefined` when that is not within 400
 * days. An hour that a change of clocks skips is not worked, and one that it repeats is worked twice.
 */
export const addBusinessMinutes = (start: number, minutes: number, calendar: Calendar): number | undefined => {
  let left = minutes * MINUTE;
  if (left <= 0) return start;
  const end = start + FURTHEST * DAY;
  for (let at = start; at < end; ) {
    const offset = zoneOffset(at, calendar.timeZone);
    const steady = steadyStretch(at, offset, calendar.timeZone);
    for (const { from, to } of openWithin(steady, offset, calendar)) {
      if (to - from >= left) return from + left;
      left -= to - from;
    }
    at = steady.to;
  }
  return undefined;
};
