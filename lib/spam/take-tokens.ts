import * as z from 'zod';
import type { Table } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { rateKey } from './rate-key.ts';

const counted = z.object({ used: z.number() });

interface Claim {
  readonly key: string;
  /** The number of the window of time since the epoch. */
  readonly window: number;
  readonly count: number;
  /** Tokens of the key in that window. */
  readonly limit: number;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** Takes tokens of a key in a window of time, as many as are left up to `count`; gives how many. One write, no read. */
export const takeTokens = async (table: Table, { key, window, count, limit, expiresAt }: Claim): Promise<number> => {
  try {
    const item = await table.update(
      rateKey(key, window),
      {
        text: 'SET #type = :type, v = :v, expiresAt = :expires ADD used :count',
        names: { '#type': 'type' },
        values: { ':type': 'rate', ':v': 1, ':count': count, ':expires': expiresAt },
      },
      { text: 'attribute_not_exists(used) OR used < :limit', values: { ':limit': limit } },
    );
    const { used } = counted.parse(item);
    return Math.min(count, limit - (used - count));
  } catch (error) {
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
};
