import type { Item } from '../table/item.ts';
import { mergedList } from '../table/merged-list.ts';
import { isNew, type Table, type Write } from '../table/table.ts';
import { TIMELINE_PREFIX, type TimelineEntry, timelineEntryEntity, timelineKey } from './timeline-entry-entity.ts';

/** The label of the write of an entry. */
export const TIMELINE_WRITE = 'timeline-entry';

/** Writes an entry, in the transaction of the use case whose doing it tells. */
export const addTimelineEntry = (entry: TimelineEntry): Write => ({
  label: TIMELINE_WRITE,
  put: timelineEntryEntity.toItem(entry),
  condition: isNew,
});

/** Takes an entry out again, where what it tells is undone. */
export const removeTimelineEntry = ({ timeline, id }: Pick<TimelineEntry, 'timeline' | 'id'>): Write => ({
  label: TIMELINE_WRITE,
  remove: timelineKey(timeline, id),
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
