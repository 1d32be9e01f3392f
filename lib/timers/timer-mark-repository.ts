import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import type { Table } from '../table/table.ts';

const schema = z.object({
  /** The minute from which the next sweep goes on; milliseconds since the epoch. Every minute before it is done. */
  from: z.number(),
});

const markKey = { pk: 'SWEEP', sk: 'TIMERS' };

const markEntity = defineEntity({ type: 'timer-mark', version: 1, schema, keys: () => markKey });

/** The minute from which the sweep of timers goes on (milliseconds), or `undefined` before the first sweep. */
export const readTimerMark = async (table: Table): Promise<number | undefined> => {
  const item = await table.get(markKey, { consistent: true });
  return item && markEntity.fromItem(item).from;
};

/** Keeps from which minute the next sweep of timers goes on. */
export const writeTimerMark = (table: Table, from: number): Promise<void> => table.put(markEntity.toItem({ from }));
