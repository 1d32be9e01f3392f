import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import type { Table } from '../../../lib/table/table.ts';
import { resumeTimers, sweepTimers, type TimerDesk } from '../../../lib/timers/sweep-timers.ts';
import { type Timer, timerEntity } from '../../../lib/timers/timer-entity.ts';
import { readTimerMark } from '../../../lib/timers/timer-mark-repository.ts';
import { keepTimer, timersAside } from '../../../lib/timers/timer-repository.ts';
import { DAY, later, MINUTE, NOW, SECOND } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const HOUR = 60 * MINUTE;

const aTimer = (changes: Partial<Timer> = {}): Timer => ({
  kind: 'promise',
  subjectId: newId(NOW),
  dueAt: later(MINUTE),
  ...changes,
});

/** A sweep at a time after all tests happen, that notes what it handled. */
const aSweep = (table: Table, after: number, work: (timer: Timer) => Promise<void> = async () => undefined) => {
  const handled: string[] = [];
  const failures: number[] = [];
  const handler = async (timer: Timer): Promise<void> => {
    await work(timer);
    handled.push(timer.subjectId);
  };
  const desk: TimerDesk = {
    table,
    handlers: { promise: handler, score: handler, 'notice-mail': handler },
    now: () => NOW + after,
    onFailure: (_timer, _error, tries) => failures.push(tries),
  };
  return { desk, handled, failures };
};

describe('a timer', () => {
  it('is handled once its time has come, and then it is gone', async () => {
    const table = memoryTable();
    await keepTimer(table, aTimer({ subjectId: 'lead-1', dueAt: later(90 * SECOND) }), NOW);
    const early = aSweep(table, 89 * SECOND);
    await sweepTimers(early.desk);
    expect(early.handled).toEqual([]);
    const due = aSweep(table, 91 * SECOND);
    expect(await sweepTimers(due.desk)).toEqual({ handled: 1, failed: 0, aside: 0 });
    expect(due.handled).toEqual(['lead-1']);
    expect(table.ofType('timer')).toEqual([]);
    const again = aSweep(table, 2 * HOUR);
    await sweepTimers(again.desk);
    expect(again.handled).toEqual([]);
  });

  it('that is set twice is one', async () => {
    const table = memoryTable();
    const timer = aTimer();
    await keepTimer(table, timer, NOW);
    await keepTimer(table, timer, NOW);
    expect(table.ofType('timer')).toHaveLength(1);
  });

  it('that was due before it was set is handled by the next sweep', async () => {
    const table = memoryTable();
    await sweepTimers(aSweep(table, DAY).desk);
    await keepTimer(table, aTimer({ dueAt: later(-DAY) }), NOW + DAY);
    const next = aSweep(table, DAY + MINUTE);
    await sweepTimers(next.desk);
    expect(next.handled).toHaveLength(1);
  });

  it('that is written somewhat later than its time says is still found', async () => {
    const table = memoryTable();
    await sweepTimers(aSweep(table, DAY).desk);
    await keepTimer(table, aTimer({ dueAt: later(DAY - 2 * MINUTE) }), NOW + DAY - 2 * MINUTE);
    const next = aSweep(table, DAY + SECOND);
    await sweepTimers(next.desk);
    expect(next.handled).toHaveLength(1);
  });

  it('expires 90 days after it was due, should nobody ever come for it', () => {
    const { expiresAt } = timerEntity.toItem(aTimer({ dueAt: later(0) }));
    expect(expiresAt).toBe((NOW + 90 * DAY) / SECOND);
  });
});

describe('timers', () => {
  it('are handled after an outage of any length, each once, however they are spread', async () => {
    const spread = fc.array(fc.integer({ min: -5, max: 6 * 60 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(spread, fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 4 }), async (dues, sweeps) => {
        const table = memoryTable();
        await sweepTimers(aSweep(table, 0).desk);
        const timers = dues.map((minutes, index) =>
          aTimer({ subjectId: `lead-${index}`, dueAt: later(minutes * MINUTE) }),
        );
        for (const timer of timers) await keepTimer(table, timer, NOW);
        const handled: string[] = [];
        let at = 0;
        for (const pause of [...sweeps, 8 * 60]) {
          at += pause * MINUTE;
          const sweep = aSweep(table, at);
          await sweepTimers(sweep.desk);
          handled.push(...sweep.handled);
          const due = timers.filter(({ dueAt }) => Date.parse(dueAt) < NOW + at).map(({ subjectId }) => subjectId);
          expect(handled.toSorted()).toEqual(due.toSorted());
        }
      }),
      { numRuns: 30 },
    );
  });

  it('that one run has no time for are the next one’s', async () => {
    const table = memoryTable();
    await sweepTimers(aSweep(table, 0).desk);
    for (let index = 0; index < 30; index += 1) {
      await keepTimer(table, aTimer({ subjectId: `lead-${index}`, dueAt: later((index % 5) * MINUTE) }), NOW);
    }
    let time = NOW + HOUR;
    const slow = aSweep(table, HOUR, async () => {
      time += 5 * SECOND;
    });
    const first = await sweepTimers({ ...slow.desk, now: () => time });
    expect(first.handled).toBeGreaterThan(0);
    expect(first.handled).toBeLessThan(30);
    const rest = aSweep(table, HOUR + MINUTE);
    await sweepTimers(rest.desk);
    expect(slow.handled.length + rest.handled.length).toBe(30);
    expect(new Set([...slow.handled, ...rest.handled]).size).toBe(30);
  });

  it('are not lost when the very first run breaks off', async () => {
    const table = memoryTable();
    await keepTimer(table, aTimer(), NOW);
    const broken = aSweep(table, 2 * MINUTE);
    const failing: Table = { ...table, query: () => Promise.reject(new Error('no table')) };
    await expect(sweepTimers({ ...broken.desk, table: failing })).rejects.toThrow('no table');
    const later = aSweep(table, 3 * DAY);
    await sweepTimers(later.desk);
    expect(later.handled).toHaveLength(1);
  });

  it('move the mark only to some minutes ago', async () => {
    const table = memoryTable();
    await sweepTimers(aSweep(table, 0).desk);
    await sweepTimers(aSweep(table, HOUR).desk);
    expect(await readTimerMark(table)).toBe(NOW + HOUR - 3 * MINUTE);
  });
});

describe('a timer whose handler fails', () => {
  const failing = async (timer: Timer): Promise<void> => {
    if (timer.subjectId === 'lead-bad') throw new Error('no use');
  };

  it('keeps no other from its turn, and comes back later', async () => {
    const table = memoryTable();
    await keepTimer(table, aTimer({ subjectId: 'lead-bad' }), NOW);
    await keepTimer(table, aTimer({ subjectId: 'lead-good' }), NOW);
    const sweep = aSweep(table, 2 * MINUTE, failing);
    expect(await sweepTimers(sweep.desk)).toMatchObject({ handled: 1, failed: 1 });
    expect(sweep.handled).toEqual(['lead-good']);
    const mended = aSweep(table, 4 * MINUTE);
    await sweepTimers(mended.desk);
    expect(mended.handled).toEqual(['lead-bad']);
  });

  it('is laid aside after ten times, counted from then on, and set once more when somebody says so', async () => {
    const table = memoryTable();
    await keepTimer(table, aTimer({ subjectId: 'lead-bad' }), NOW);
    const tries: number[] = [];
    let aside = 0;
    for (let hour = 1; hour <= 20; hour += 1) {
      const sweep = aSweep(table, hour * HOUR, failing);
      aside = (await sweepTimers(sweep.desk)).aside;
      tries.push(...sweep.failures);
    }
    expect(tries).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(aside).toBe(1);
    expect(table.ofType('timer')).toEqual([]);
    expect(await resumeTimers(table, NOW + DAY)).toBe(1);
    expect(await timersAside(table, 10)).toEqual([]);
    const mended = aSweep(table, DAY + MINUTE);
    expect(await sweepTimers(mended.desk)).toEqual({ handled: 1, failed: 0, aside: 0 });
  });
});
