import type { RoutingPerson } from './routing-queries.ts';

type Hours = RoutingPerson['hours'];
type Weekday = keyof Hours;

/** The days of a week with their names. */
export const WEEKDAY_LABELS: readonly (readonly [Weekday, string])[] = [
  ['monday', 'Monday'],
  ['tuesday', 'Tuesday'],
  ['wednesday', 'Wednesday'],
  ['thursday', 'Thursday'],
  ['friday', 'Friday'],
  ['saturday', 'Saturday'],
  ['sunday', 'Sunday'],
];

const STRETCH = /^(\d{1,2})(?::(\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?::(\d{2}))?$/;

const timeOf = (hours = '', minutes = '00'): string => `${hours.padStart(2, '0')}:${minutes}`;

const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);

/** The hours of a day as text: `09:00–12:00, 13:00–17:30`. */
export const hoursText = (stretches: Hours[Weekday]): string =>
  (stretches ?? []).map(({ from, to }) => `${from}–${to}`).join(', ');

/** The hours that a text means, none for an empty one; `undefined` when it means none. `9-17` will do. */
export const hoursIn = (text: string): NonNullable<Hours[Weekday]> | undefined => {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const stretches = parts.map((part) => {
    const [, fromHours, fromMinutes, toHours, toMinutes] = STRETCH.exec(part) ?? [];
    return { from: timeOf(fromHours, fromMinutes), to: timeOf(toHours, toMinutes) };
  });
  return stretches.every(({ from, to }) => isTime(from) && isTime(to) && from < to) ? stretches : undefined;
};

/** A person's week in a few words: days with the same hours together. */
export const weekInWords = (hours: Hours): string => {
  const groups: { first: string; last: string; text: string }[] = [];
  for (const [day, label] of WEEKDAY_LABELS) {
    const text = hoursText(hours[day]);
    const before = groups.at(-1);
    if (before?.text === text) before.last = label;
    else groups.push({ first: label, last: label, text });
  }
  const worked = groups.filter(({ text }) => text !== '');
  if (worked.length === 0) return 'Around the clock';
  const short = (label: string) => label.slice(0, 3);
  return worked
    .map(({ first, last, text }) => `${first === last ? short(first) : `${short(first)}–${short(last)}`} ${text}`)
    .join(' · ');
};
