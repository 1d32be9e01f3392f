import { LOCALE } from './locale.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** Whole calendar days between two moments where the person is; a change of the clocks does not shift them. */
const daysBetween = (from: Date, to: Date): number => Math.round((startOfDay(to) - startOfDay(from)) / DAY);

/** The calendar day, with the year only when it is not this year. */
export const dayName = (iso: string, now: number): string => {
  const at = new Date(iso);
  const year = at.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year }).format(at);
};

/** How long ago, in the fewest words: `just now`, `5 min ago`, `3 h ago`, `yesterday`, `4 d ago`, then the day. */
export const timeAgo = (iso: string, now: number): string => {
  const at = new Date(iso);
  const passed = now - at.getTime();
  if (passed < MINUTE) return 'just now';
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  const days = daysBetween(at, new Date(now));
  if (days === 0 || passed < 6 * HOUR) return `${Math.floor(passed / HOUR)} h ago`;
  if (days === 1) return 'yesterday';
  if (days < 7) return `${days} d ago`;
  return dayName(iso, now);
};

/** The heading of a day on a timeline: `Today`, `Yesterday`, or the day. */
export const dayHeading = (iso: string, now: number): string => {
  const days = daysBetween(new Date(iso), new Date(now));
  if (days <= 0) return 'Today';
  return days === 1 ? 'Yesterday' : dayName(iso, now);
};

/** The moment in full, as a tooltip shows it. */
export const fullMoment = (iso: string): string =>
  new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(iso));

/** The time of day. */
export const clockTime = (iso: string): string =>
  new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' }).format(new Date(iso));

/** A calendar day (YYYY-MM-DD), which has no time zone. */
export const calendarDate = (day: string): string =>
  new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** The time of day; with the day in front unless that is today. */
export const timeOrDay = (iso: string, now: number): string =>
  daysBetween(new Date(iso), new Date(now)) === 0 ? clockTime(iso) : `${dayName(iso, now)}, ${clockTime(iso)}`;
