import type { Table } from '../table/table.ts';

const rotationKey = (pool: string) => ({ pk: `ROTATION#${pool}`, sk: 'ROTATION' });

/**
 * Takes the next `count` turns of a pool and gives the first. One atomic addition outside of every transaction, so that workers never
 * wait for each other and turns go round in order; turns that end up unused are skipped.
 */
export const takeTurns = async (table: Table, pool: string, count: number): Promise<number> => {
  const item = await table.update(rotationKey(pool), {
    text: 'SET #type = if_not_exists(#type, :type), v = if_not_exists(v, :v) ADD turns :count',
    names: { '#type': 'type' },
    values: { ':type': 'rotation', ':v': 1, ':count': count },
  });
  return Number(item['turns']) - count;
};
