import type { ScheduleExpression } from './schedule-expression.ts';

export interface Schedule {
  stop(): void;
}

// A longer delay overflows: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
const longestDelayMs = 2 ** 31 - 1;

/**
 * Calls `fire` each time that a schedule is due, until it is stopped. With `onStart` a rate fires at once as well, so
 * that whatever an earlier run left behind waits for no full period.
 */
export function startSchedule(expression: ScheduleExpression, onStart: boolean, fire: (due: Date) => void): Schedule {
  let timer: NodeJS.Timeout | undefined;

  function wait(due: Date | undefined): void {
    if (due === undefined) return;
    const delay = Math.max(0, due.getTime() - Date.now());
    timer = setTimeout(
      () => {
        if (due.getTime() > Date.now()) return wait(due);
        wait(following(due));
        fire(due);
      },
      Math.min(delay, longestDelayMs),
    );
  }

  /** What a sleeping machine missed is not made up for. */
  function following(due: Date): Date | undefined {
    const now = Date.now();
    if (expression.kind === 'rate') return new Date(Math.max(due.getTime() + expression.everyMs, now));
    return expression.next(new Date(Math.max(due.getTime(), now)));
  }

  const now = new Date();
  wait(expression.kind === 'rate' && onStart ? now : following(now));
  return { stop: () => clearTimeout(timer) };
}
