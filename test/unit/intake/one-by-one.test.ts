import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOneByOne } from '../../../lib/intake/one-by-one.ts';

describe('work for one key', () => {
  it('never overlaps, keeps its order, and is all done, however long each piece takes and whether it fails', async () => {
    const pieces = fc.array(fc.record({ key: fc.constantFrom('a', 'b'), fails: fc.boolean() }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), pieces, async (scheduler, given) => {
        const oneByOne = startOneByOne();
        const running = new Map<string, number>();
        const ended: number[] = [];
        const outcomes = await scheduler.waitFor(
          Promise.allSettled(
            given.map(({ key, fails }, index) =>
              oneByOne(key, async () => {
                running.set(key, (running.get(key) ?? 0) + 1);
                expect(running.get(key)).toBe(1);
                await scheduler.schedule(Promise.resolve());
                running.set(key, 0);
                ended.push(index);
                if (fails) throw new Error('failed');
                return index;
              }),
            ),
          ),
        );
        for (const key of ['a', 'b']) {
          const order = ended.filter((index) => given[index]?.key === key);
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
        expect(ended).toHaveLength(given.length);
        expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(given.map(({ fails }) => fails));
      }),
    );
  });

  it('does not wait for work of another key', async () => {
    const oneByOne = startOneByOne();
    const { promise, resolve } = Promise.withResolvers<string>();
    const slow = oneByOne('a', () => promise);
    expect(await oneByOne('b', async () => 'quick')).toBe('quick');
    resolve('slow');
    expect(await slow).toBe('slow');
  });
});
