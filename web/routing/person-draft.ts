import { newRow } from '../forms/rows.ts';
import { hoursIn, hoursText, WEEKDAY_LABELS } from './hours-text.ts';
import type { RoutingPerson } from './routing-queries.ts';
import type { Faults } from './rule-draft.ts';

interface AbsenceDraft {
  readonly row: string;
  readonly from: string;
  readonly to: string;
  readonly note: string;
}

/** When somebody works and how much they take, as it is typed. */
export interface PersonDraft {
  readonly timeZone: string;
  readonly hours: Readonly<Record<string, string>>;
  readonly absences: readonly AbsenceDraft[];
  readonly capacity: string;
}

/** An absence to begin with. */
export const newAbsence = (): AbsenceDraft => ({ row: newRow(), from: '', to: '', note: '' });

/** A person ready to be edited, or one to begin with, in the time zone of whoever asks. */
export const personDraftOf = (person: RoutingPerson | undefined, timeZone: string): PersonDraft => ({
  timeZone: person?.timeZone ?? timeZone,
  hours: Object.fromEntries(WEEKDAY_LABELS.map(([day]) => [day, hoursText(person?.hours[day])])),
  absences: person?.absences.map(({ from, to, note = '' }) => ({ row: newRow(), from, to, note })) ?? [],
  capacity: person?.capacity === undefined ? '' : String(person.capacity),
});

const MOST = 1000;

/** What is meant, or what is wrong with it. */
export const personOf = ({ timeZone, hours, absences, capacity }: PersonDraft): RoutingPerson | Faults => {
  const faults = new Map<string, string>();
  if (timeZone.trim() === '') faults.set('timeZone', 'Say where they work.');
  const week: RoutingPerson['hours'] = {};
  for (const [day] of WEEKDAY_LABELS) {
    const text = hours[day] ?? '';
    const meant = hoursIn(text);
    if (meant === undefined) faults.set(day, 'Type hours such as 9:00–12:00, 13:00–17:30.');
    else if (meant.length > 0) week[day] = meant;
  }
  for (const { row, from, to } of absences) {
    if (from === '' || to === '') faults.set(row, 'Say the first and the last day.');
    else if (from > to) faults.set(row, 'The last day is before the first.');
  }
  const most = Number(capacity);
  const isLimited = capacity.trim() !== '';
  if (isLimited && !(Number.isInteger(most) && most >= 1 && most <= MOST)) {
    faults.set('capacity', 'A whole number from 1 to 1,000.');
  }
  if (faults.size > 0) return faults;
  return {
    timeZone: timeZone.trim(),
    hours: week,
    absences: absences.map(({ from, to, note }) => ({ from, to, ...(note.trim() && { note: note.trim() }) })),
    ...(isLimited && { capacity: most }),
  };
};
