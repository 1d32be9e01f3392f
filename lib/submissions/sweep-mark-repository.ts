import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import type { Table } from '../table/table.ts';

const schema = z.object({
  /** Every submission received before this is settled; milliseconds since the epoch. */
  through: z.number(),
  /** When the sweeper last ran; milliseconds since the epoch. */
  sweptAt: z.number(),
});

/** How far the sweeper has come. Only the sweeper writes it. */
export type SweepMark = z.output<typeof schema>;

const sweepMarkKey = { pk: 'SWEEP', sk: 'SUBMISSIONS' };

const sweepMarkEntity = defineEntity({ type: 'sweep-mark', version: 1, schema, keys: () => sweepMarkKey });

/** How far the last sweep came, or `undefined` before the first. */
export const readSweepMark = async (table: Table): Promise<SweepMark | undefined> => {
  const item = await table.get(sweepMarkKey, { consistent: true });
  return item && sweepMarkEntity.fromItem(item);
};

/** Keeps how far a sweep came. */
export const writeSweepMark = (table: Table, mark: SweepMark): Promise<void> => table.put(sweepMarkEntity.toItem(mark));
