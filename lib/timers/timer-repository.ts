import type { Table, Write } from '../table/table.ts';
import {
  ASIDE_PARTITION,
  dueBefore,
  type Timer,
  timerAsideEntity,
  timerEntity,
  timerKey,
  timerPartitions,
} from './timer-entity.ts';

/**
 * A write that sets a timer, in a transaction or by itself; the same timer set again is one. What is due already is due now (`now` in milliseconds): the sweep does not look
 * further back than some minutes.
 */
export const setTimer = (timer: Timer, now: number): Write => {
  const dueAt = new Date(Math.max(now, Date.parse(timer.dueAt))).toISOString();
  return { label: 'timer', put: timerEntity.toItem({ ...timer, dueAt }) };
};

/** Sets a timer by itself: one write unit, where a transaction takes two. */
export const keepTimer = (table: Table, timer: Timer, now: number): Promise<void> => {
  const dueAt = new Date(Math.max(now, Date.parse(timer.dueAt))).toISOString();
  return table.put(timerEntity.toItem({ ...timer, dueAt }));
};

/** A write that takes a timer away. */
export const removeTimer = (timer: Timer): Write => ({ label: 'timer', remove: timerKey(timer) });

/** Items a query asks for at a time. */
const PAGE = 250;

/** The timers of a time's minute that are due before another time (both in milliseconds), shard by shard. */
export const timersOfMinute = async function* (table: Table, minute: number, before: number): AsyncGenerator<Timer[]> {
  const shards = timerPartitions(minute).map((partition) => ({ partition, after: '', more: true }));
  for (let open = shards; open.length > 0; open = open.filter(({ more }) => more)) {
    const pages = await Promise.all(
      open.map(({ partition, after }) =>
        table.query({ partition, ...(after && { after }), before: dueBefore(before), limit: PAGE }),
      ),
    );
    for (const [index, shard] of open.entries()) {
      const last = pages[index]?.items.at(-1);
      shard.more = (pages[index]?.more ?? false) && last !== undefined;
      shard.after = String(last?.['sk'] ?? '');
    }
    const timers = pages.flatMap(({ items }) => items.map((item) => timerEntity.fromItem(item)));
    if (timers.length > 0) yield timers;
  }
};

/** Puts a timer that failed to a later time. */
export const postponeTimer = (table: Table, failed: Timer, next: Timer): Promise<void> =>
  table.transact([removeTimer(failed), { label: 'timer', put: timerEntity.toItem(next) }]);

/** Lays a timer aside that failed too often. */
export const layAside = (table: Table, failed: Timer): Promise<void> =>
  table.transact([removeTimer(failed), { label: 'timer', put: timerAsideEntity.toItem(failed) }]);

/** Timers that were laid aside, at most so many. */
export const timersAside = async (table: Table, limit: number): Promise<Timer[]> => {
  const { items } = await table.query({ partition: ASIDE_PARTITION, limit });
  return items.map((item) => timerAsideEntity.fromItem(item));
};

/** Sets a timer that was laid aside once more. */
export const takeUpAgain = (table: Table, aside: Timer, now: number): Promise<void> => {
  const { pk, sk } = timerAsideEntity.toItem(aside);
  return table.transact([{ label: 'aside', remove: { pk, sk } }, setTimer({ ...aside, tries: undefined }, now)]);
};
