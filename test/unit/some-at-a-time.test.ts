import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, someAtATime } from '../../lib/some-at-a-time.ts';

const items = fc.array(fc.nat(), { maxLength: 40 });
const size = fc.integer({ min: 1, max: 12 });

describe('batches', () => {
  it('hold all items in order, and are full but for the last one', () => {
    fc.assert(
      fc.property(items, size, (all, most) => {
        const batches = batchesOf(all, most);
        expect(batches.flat()).toEqual(all);
        expect(batches.slice(0, -1).every((batch) => batch.length === most)).toBe(true);
        expect(batches.every((batch) => batch.length > 0 && batch.length <= most)).toBe(true);
      }),
    );
  });
});

describe('some at a time', () => {
  it('gives what came of each item in the order of the items, whichever is done first', async () => {
    const results = await someAtATime([3, 1, 2, 0], 3, async (turns) => {
      for (let left = turns; left > 0; left -= 1) await turn();
      return turns * 10;
    });
    expect(results).toEqual([30, 10, 20, 0]);
  });

  it('works on as many as it is told to at the same time, and on no more', async () => {
    let underWay = 0;
    let most = 0;
    await someAtATime([1, 2, 3, 4, 5, 6, 7], 3, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await turn();
      underWay -= 1;
    });
    expect(most).toBe(3);
  });

  it('does nothing where there are no items', async () => {
    const results = await someAtATime([], 3, async () => {
      throw new Error('nobody asked');
    });
    expect(results).toEqual([]);
  });

  it('fails with the first error, and begins nothing after it', async () => {
    const begun: number[] = [];
    const work = someAtATime([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      if (item === 3) throw new Error('three is broken');
    });
    await expect(work).rejects.toThrow('three is broken');
    expect(begun).toEqual([1, 2, 3, 4]);
  });
});
