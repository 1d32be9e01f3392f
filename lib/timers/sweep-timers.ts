import { someAtATime } from '../some-at-a-time.ts';
import type { Table } from '../table/table.ts';
import type { Timer, TimerKind } from './timer-entity.ts';
import { readTimerMark, writeTimerMark } from './timer-mark-repository.ts';
import { layAside, postponeTimer, removeTimer, takeUpAgain, timersAside, timersOfMinute } from './timer-repository.ts';

/** What is done when a timer of a kind is due: reads the truth and decides. It may be called again for the same timer, or for one that is stale. */
export type TimerHandlers = Readonly<Record<TimerKind, (timer: Timer) => Promise<void>>>;

export interface TimerDesk {
  readonly table: Table;
  readonly handlers: TimerHandlers;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of each failure: the handler's error, and how often this timer has failed. */
  readonly onFailure: (timer: Timer, error: unknown, tries: number) => void;
}

export interface SweptTimers {
  readonly handled: number;
  readonly failed: number;
  /** Timers that were laid aside, counted up to a hundred. */
  readonly aside: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Minutes that are looked at once more: a timer that is due at once may be written a little later than its time says, by a clock that is a little behind. */
const GRACE = 3;
/** How far back the first sweep of an installation looks, in milliseconds. */
const FIRST_REACH = HOUR;
/** Timers handled in one run, and milliseconds after which a run begins nothing more; what is left is the next minute's. */
const MOST = 2_000;
const LONGEST = 20_000;
/** Timers handled at a time. */
const AT_A_TIME = 8;
/** How often a timer may fail before it is laid aside: the pauses between add up to some four hours. */
const MOST_TRIES = 10;
const LONGEST_PAUSE = HOUR;
/** Timers aside that are counted, or taken up again, at a time. */
const MOST_ASIDE = 100;

const minuteOf = (milliseconds: number): number => milliseconds - (milliseconds % MINUTE);

/** A failed timer comes back after 1, 2, 4 … minutes, at most an hour, and after ten failures it is laid aside. */
const failedOnce = async ({ table, now }: TimerDesk, timer: Timer, tries: number): Promise<void> => {
  const failed = { ...timer, tries };
  if (tries >= MOST_TRIES) return layAside(table, failed);
  const pause = Math.min(LONGEST_PAUSE, MINUTE * 2 ** (tries - 1));
  return postponeTimer(table, timer, { ...failed, dueAt: new Date(now() + pause).toISOString() });
};

/** Handles one timer, and takes it away once that is done; gives whether it was. */
const handle = async (desk: TimerDesk, timer: Timer): Promise<boolean> => {
  try {
    await desk.handlers[timer.kind](timer);
  } catch (error) {
    // One timer that fails keeps no other from its turn.
    const tries = (timer.tries ?? 0) + 1;
    desk.onFailure(timer, error, tries);
    await failedOnce(desk, timer, tries);
    return false;
  }
  await desk.table.transact([removeTimer(timer)]);
  return true;
};

const handleSome = (desk: TimerDesk, timers: readonly Timer[]): Promise<boolean[]> =>
  someAtATime(timers, AT_A_TIME, (timer) => handle(desk, timer));

/**
 * Handles every timer that is due, minute by minute from the mark on. The mark moves only past minutes in which nothing is left, so an outage of any length makes timers late
 * and loses none. A run that has no time left goes on with the next one.
 */
export const sweepTimers = async (desk: TimerDesk): Promise<SweptTimers> => {
  const { table, now } = desk;
  const start = now();
  const known = await readTimerMark(table);
  const from = known ?? minuteOf(start - FIRST_REACH);
  // From here on nothing is lost, even if this first run fails.
  if (known === undefined) await writeTimerMark(table, from);
  const outcomes: boolean[] = [];
  const isOver = (): boolean => outcomes.length >= MOST || now() - start >= LONGEST;
  let minute = from;
  sweep: for (; minute <= start; minute += MINUTE) {
    if (isOver()) break;
    for await (const timers of timersOfMinute(table, minute, start)) {
      outcomes.push(...(await handleSome(desk, timers)));
      if (isOver()) break sweep;
    }
  }
  const reached = Math.min(minute, minuteOf(start) - GRACE * MINUTE);
  if (reached > from) await writeTimerMark(table, reached);
  const handled = outcomes.filter(Boolean).length;
  return {
    handled,
    failed: outcomes.length - handled,
    aside: (await timersAside(table, MOST_ASIDE)).length,
  };
};

/** Sets timers that were laid aside once more, at most a hundred; gives how many. */
export const resumeTimers = async (table: Table, now: number): Promise<number> => {
  const aside = await timersAside(table, MOST_ASIDE);
  for (const timer of aside) await takeUpAgain(table, timer, now);
  return aside.length;
};
