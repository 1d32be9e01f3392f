import { findImport } from '../../../lib/imports/import-repository.ts';
import { jobOf } from '../../../lib/imports/import-state.ts';
import { sweepImports } from '../../../lib/imports/sweep-imports.ts';
import type { Table } from '../../../lib/table/table.ts';
import { DAY, MINUTE } from '../builders.ts';
import type { ImportOffice } from './an-import.ts';

/** How the queues and workers of an import fare: what becomes of an event, and whether a write goes through. */
export interface Fortune {
  /** A number from 0 to 99: the next one of those that were drawn. */
  readonly next: () => number;
  /** Whether everything goes well from now on. */
  readonly isOver: () => boolean;
}

/** A worker that dies with its connection, before or after what it wrote. */
const mortal = (table: Table, { next, isOver }: Fortune): Table => ({
  ...table,
  transact: async (writes) => {
    const fate = isOver() ? 99 : next();
    if (fate < 4) throw new Error('died before it wrote');
    await table.transact(writes);
    if (fate < 8) throw new Error('died after it wrote');
  },
});

/** Takes some of the events at the same time, in any order; some twice, some never, and some by a worker that dies. */
const takeSome = async ({ waiting, take, table }: ImportOffice, fortune: Fortune): Promise<void> => {
  const { next, isOver } = fortune;
  const taken = Array.from(
    { length: Math.min(waiting.length, 1 + (next() % 3)) },
    () => waiting.splice(next() % waiting.length, 1)[0],
  );
  await Promise.all(
    taken.map(async (event) => {
      if (!event) return;
      const fate = isOver() ? 99 : next();
      if (fate < 12) return;
      if (fate < 30) waiting.push(event);
      try {
        await take(event, mortal(table, fortune));
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('died')) throw error;
        // The queue brings the message again, but for one that it lost.
        if (next() < 80) waiting.push(event);
      }
    }),
  );
};

const ROUNDS = 1000;
/** How long a storm lasts at most: what was sent again in vain for so long is sent about once a day. */
const STORM = 5 * DAY;

/** When the sweeper next has something to do. */
const nextDue = ({ table, clock }: ImportOffice): number => {
  const due = table.ofType('import-step').map(({ dueAt }) => Number(dueAt) + 1);
  if (due.length === 0) throw new Error('nothing is left that would bring the job to its end');
  return Math.max(clock.now + MINUTE, Math.min(...due));
};

/** Works until the job of an import is done and nothing is under way any more, sweeping when nobody has anything to do. */
export const workUntilDone = async (office: ImportOffice, importId: string, fortune?: Fortune): Promise<void> => {
  const isUnderWay = async () => {
    const one = await findImport(office.table, importId);
    const isOpen = one && (jobOf(one.state) || one.state === 'uploading' || one.state === 'reading');
    return isOpen || office.table.ofType('import-step').length > 0;
  };
  const start = office.clock.now;
  for (let round = 0; await isUnderWay(); round += 1) {
    if (round === ROUNDS) throw new Error('the job does not end');
    if (office.waiting.length === 0) {
      office.clock.now = nextDue(office);
      await sweepImports(office.desk);
    } else if (fortune && office.clock.now - start < STORM) await takeSome(office, fortune);
    else await office.takeAll();
  }
};

/** The fortune of some drawn numbers: after so many of them the storm is over. */
export const fortuneOf = (luck: readonly number[]): Fortune => {
  let drawn = 0;
  return {
    next: () => {
      drawn += 1;
      return luck[(drawn * 7) % luck.length] ?? 0;
    },
    isOver: () => drawn > 400,
  };
};
