import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../lib/table/item.ts';
import { mergedList } from '../../../lib/table/merged-list.ts';
import type { Table } from '../../../lib/table/table.ts';
import { memoryTable } from '../memory-table.ts';

const PREFIX = 'T#';

/** Names with characters beyond U+FFFF and just below, whose UTF-8 and UTF-16 orders differ. */
const name = fc.string({ unit: fc.constantFrom('a', 'b', 'ö', '\uFFFD', '😀', '#'), minLength: 1, maxLength: 4 });

/** Shards, of which some may be empty, with sort keys that are different in all of them, and neighbours that do not have the prefix. */
const shards = fc
  .tuple(
    fc.uniqueArray(name, { maxLength: 40 }),
    fc.array(fc.nat({ max: 4 }), { minLength: 40, maxLength: 40 }),
    fc.integer({ min: 1, max: 5 }),
    fc.boolean(),
  )
  .map(([names, places, filled, neighbours]) => ({
    count: 5,
    items: [
      ...names.map((text, index) => ({ pk: `SHARD#${(places[index] ?? 0) % filled}`, sk: `${PREFIX}${text}` })),
      ...(neighbours ? ['OTHER', 'S', 'U#later', 'Z'].map((sk) => ({ pk: 'SHARD#0', sk })) : []),
    ],
  }));

const bytes = (sk: string): Buffer => Buffer.from(sk);
const sorts = (items: readonly Item[]): string[] => items.map((item) => String(item['sk']));

const walk = async (table: Table, count: number, limit: number, newestFirst: boolean) => {
  const sources = Array.from({ length: count }, (_, shard) => ({ partition: `SHARD#${shard}`, beginsWith: PREFIX }));
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const { items, next } = await mergedList(table, { sources, sortKey: 'sk', newestFirst, limit, after });
    pages.push(sorts(items));
    after = next;
  } while (after !== undefined && pages.length < 100);
  return pages;
};

describe('a list merged from several sources', () => {
  it('gives every item once and in order, whatever the page size and the direction', async () => {
    await fc.assert(
      fc.asyncProperty(shards, fc.integer({ min: 1, max: 12 }), fc.boolean(), async (given, limit, newestFirst) => {
        const table = memoryTable(...given.items);
        const pages = await walk(table, given.count, limit, newestFirst);
        const expected = sorts(given.items)
          .filter((sk) => sk.startsWith(PREFIX))
          .sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
        expect(pages.flat()).toEqual(newestFirst ? expected.reverse() : expected);
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('has no next place at the end, even when the last page is full', async () => {
    const table = memoryTable({ pk: 'A', sk: 'T#1' }, { pk: 'B', sk: 'T#2' });
    const sources = [{ partition: 'A' }, { partition: 'B' }];
    const { items, next } = await mergedList(table, { sources, sortKey: 'sk', limit: 2 });
    expect([sorts(items), next]).toEqual([['T#1', 'T#2'], undefined]);
  });

  it('is empty where there is nothing', async () => {
    const page = await mergedList(memoryTable(), { sources: [{ partition: 'A' }], sortKey: 'sk', limit: 5 });
    expect(page).toEqual({ items: [], next: undefined });
  });

  it('asks evenly filled shards once a page, and for little more than the page', async () => {
    const items = Array.from({ length: 160 }, (_, index) => ({
      pk: `SHARD#${index % 16}`,
      sk: `T#${String(index).padStart(3, '0')}`,
    }));
    const table = memoryTable(...items);
    let queries = 0;
    let read = 0;
    const counting: Table = {
      ...table,
      query: async (options) => {
        const page = await table.query(options);
        queries += 1;
        read += page.items.length;
        return page;
      },
    };
    const sources = Array.from({ length: 16 }, (_, shard) => ({ partition: `SHARD#${shard}` }));
    await mergedList(counting, { sources, sortKey: 'sk', limit: 25 });
    expect(queries).toBe(16);
    expect(read).toBeLessThanOrEqual(16 * 6);
  });
});
