import { itemsOf } from '../api/pages.ts';
import { Empty } from '../look/empty.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import type { RecordRef } from '../records/record-ref.ts';
import { dayHeading } from '../wording/relative-time.ts';
import { useNow } from '../wording/use-now.ts';
import { type TimelineEntry, useTimeline } from './activity-queries.ts';
import { TimelineItem } from './timeline-entry.tsx';

interface Day {
  readonly heading: string;
  readonly entries: TimelineEntry[];
}

/** The entries under the day on which they happened, in the order given. */
export const byDay = (entries: readonly TimelineEntry[], now: number): readonly Day[] => {
  const days: Day[] = [];
  for (const entry of entries) {
    const heading = dayHeading(entry.at, now);
    const last = days.at(-1);
    if (last?.heading === heading) last.entries.push(entry);
    else days.push({ heading, entries: [entry] });
  }
  return days;
};

const Days = ({ entries, record }: { readonly entries: readonly TimelineEntry[]; readonly record: RecordRef }) => {
  const now = useNow();
  return byDay(entries, now).map(({ heading, entries: ofDay }) => (
    <section key={heading} class="day">
      <h3>{heading}</h3>
      <ol class="entries">
        {ofDay.map((entry) => (
          <TimelineItem key={entry.id} entry={entry} shownOn={record} />
        ))}
      </ol>
    </section>
  ));
};

/** What happened with a record, newest first, day by day. */
export const Timeline = ({ record }: { readonly record: RecordRef }) => {
  const timeline = useTimeline(record);
  const entries = itemsOf(timeline.data);
  return (
    <section class="card timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">Timeline</h2>
      {timeline.isPending && <Skeleton rows={4} />}
      {timeline.isError && !timeline.data && <Trouble error={timeline.error} onRetry={timeline.refetch} />}
      {timeline.data && entries.length === 0 && (
        <Empty icon="call" title="Nothing has happened yet">
          Log the first call, e-mail or meeting above.
        </Empty>
      )}
      <Days entries={entries} record={record} />
      <LoadMore pages={timeline} />
    </section>
  );
};
