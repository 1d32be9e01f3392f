import type { Item } from './item.ts';
import type { QueryOptions, Table } from './table.ts';

/** One sorted source of a merged list: a shard of an index, or one of several timelines. */
export type Source = Pick<QueryOptions, 'index' | 'partition' | 'beginsWith'>;

interface MergeOptions {
  readonly sources: readonly Source[];
  /** The attribute by which all sources are sorted. */
  readonly sortKey: string;
  readonly newestFirst?: boolean;
  readonly limit: number;
  /** The sort key of the last item of the page before. */
  readonly after?: string | undefined;
}

interface Run {
  readonly source: Source;
  items: Item[];
  more: boolean;
  last: string | undefined;
}

const sortOf = (item: Item, sortKey: string): string => String(item[sortKey]);

/** DynamoDB sorts text by its UTF-8 bytes, JavaScript by UTF-16 units: they differ for names with emoji, for example. */
const isBefore = (a: string, b: string): boolean => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;

/**
 * The first `limit` items of several sorted sources as one sorted list, and the place to go on from. Asks the sources in
 * parallel for a little more than their share and again only where one runs dry, so that a page costs about its own size.
 */
export const mergedList = async (
  table: Table,
  { sources, sortKey, newestFirst = false, limit, after }: MergeOptions,
): Promise<{ items: Item[]; next: string | undefined }> => {
  const share = sources.length === 1 ? limit + 1 : Math.min(limit + 1, Math.ceil(limit / sources.length) + 4);
  const refill = async (run: Run): Promise<void> => {
    const from = run.last ?? after;
    const bound = from === undefined ? {} : newestFirst ? { before: from } : { after: from };
    const answer = await table.query({ ...run.source, ...bound, newestFirst, limit: share });
    const { beginsWith } = run.source;
    // A bound replaces the prefix in the key condition, so what lies beyond the prefix ends the source here.
    const items =
      beginsWith === undefined
        ? answer.items
        : answer.items.filter((item) => sortOf(item, sortKey).startsWith(beginsWith));
    run.more = answer.more && items.length === answer.items.length;
    run.items = items;
    const lastItem = items.at(-1);
    run.last = lastItem ? sortOf(lastItem, sortKey) : run.last;
  };
  const runs: Run[] = sources.map((source) => ({ source, items: [], more: true, last: undefined }));
  await Promise.all(runs.map(refill));

  const page: Item[] = [];
  while (page.length <= limit) {
    await Promise.all(runs.filter((run) => run.items.length === 0 && run.more).map(refill));
    let best: Run | undefined;
    for (const run of runs) {
      const head = run.items[0];
      const bestHead = best?.items[0];
      if (!head) continue;
      if (!bestHead || isBefore(sortOf(head, sortKey), sortOf(bestHead, sortKey)) !== newestFirst) best = run;
    }
    const taken = best?.items.shift();
    if (!taken) break;
    page.push(taken);
  }
  const items = page.slice(0, limit);
  const lastShown = items.at(-1);
  return { items, next: page.length > limit && lastShown ? sortOf(lastShown, sortKey) : undefined };
};
