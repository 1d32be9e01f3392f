import { Icon } from '../look/icon.tsx';
import { pageOf, type RecordRef, writtenOn } from '../records/record-ref.ts';
import { ACTIVITY_LABELS } from '../wording/labels.ts';
import { clockTime, fullMoment } from '../wording/relative-time.ts';
import type { TimelineEntry } from './activity-queries.ts';
import { eventWords } from './event-words.ts';

const ELSEWHERE = {
  lead: 'while a lead',
  account: 'on the account',
  contact: 'on the contact',
  opportunity: 'on the opportunity',
} as const;

const DIRECTIONS = { inbound: 'they reached us', outbound: 'we reached out' } as const;

const headline = (entry: TimelineEntry): string =>
  entry.kind === 'signal' || entry.kind === 'system' ? eventWords(entry) : ACTIVITY_LABELS[entry.kind];

const details = (entry: TimelineEntry): readonly string[] =>
  [
    entry.direction && DIRECTIONS[entry.direction],
    entry.outcome,
    entry.durationMinutes ? `${entry.durationMinutes} min` : undefined,
  ].flatMap((detail) => (detail ? [detail] : []));

interface EntryProps {
  readonly entry: TimelineEntry;
  /** The record whose timeline this is. */
  readonly shownOn: RecordRef;
}

/** Where an entry was written, when that is not the record on show; a lead that was merged into it has no page of its own. */
const Place = ({ entry, shownOn }: EntryProps) => {
  const place = writtenOn(entry.on);
  if (place.kind === shownOn.kind && place.id === shownOn.id) return null;
  if (place.kind === 'leads' && shownOn.kind === 'leads') {
    return <span class="entry-place">on the lead that was merged</span>;
  }
  return (
    <a class="entry-place" href={pageOf(place)}>
      {ELSEWHERE[entry.on.type]}
    </a>
  );
};

/** One line of a timeline: a touch or note of ours, a signal of the person's, or what Sluice did. */
export const TimelineItem = ({ entry, shownOn }: EntryProps) => {
  const own = entry.kind !== 'signal' && entry.kind !== 'system';
  return (
    <li class={`entry ${own ? entry.kind : `${entry.kind} machine`}`}>
      <span class="entry-mark">
        <Icon name={entry.kind} size={entry.kind === 'system' ? 13 : 16} />
      </span>
      <div class="entry-body">
        <p class="entry-head">
          <strong>{headline(entry)}</strong>
          {details(entry).map((detail) => (
            <span key={detail} class="soft">
              {' · '}
              {detail}
            </span>
          ))}
        </p>
        {own && entry.subject && <p class="entry-subject">{entry.subject}</p>}
        {entry.text && <p class="entry-text">{entry.text}</p>}
        <Place entry={entry} shownOn={shownOn} />
      </div>
      <p class="entry-when">
        <time dateTime={entry.at} title={fullMoment(entry.at)}>
          {clockTime(entry.at)}
        </time>
        {entry.by && <span class="entry-who">{entry.by.name}</span>}
      </p>
    </li>
  );
};
