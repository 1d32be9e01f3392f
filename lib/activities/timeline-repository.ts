import type { Item } from '../table/item.ts';
import { mergedList } from '../table/merged-list.ts';
import { isNew, type Table, type Write } from '../table/table.ts';
import { TIMELINE_PREFIX, type TimelineEntry, timelineEntryEntity, timelineKey } from './timeline-entry-entity.ts';

/** Writes an entry, in the transaction of the use case whose doing it tells. */
export const addTimelineEntry = (entry: TimelineEntry): Write => ({
  label: 'timeline-entry',
  put: timelineEntryEntity.toItem(entry),
  condition: isNew,
});

/** Whether an activity is on a timeline. */
export const hasTimelineEntry = async (table: Table, timeline: string, id: string): Promise<boolean> =>
  (await table.get(timelineKey(timeline, id), { consistent: true }))?.['type'] === timelineEntryEntity.type;

interface TimelinePage {
  /** Entries and the records that open a timeline, newest first. */
  readonly items: Item[];
  readonly next: string | undefined;
}

/** A page of one timeline, or of several read as one, newest first. */
export const readTimelines = (
  table: Table,
  timelines: readonly string[],
  { limit, after }: { limit: number; after: string | undefined },
): Promise<TimelinePage> =>
  mergedList(table, {
    sources: timelines.map((partition) => ({ partition, beginsWith: TIMELINE_PREFIX })),
    sortKey: 'sk',
    newestFirst: true,
    limit,
    after,
  });
