import type { Table } from '../table/table.ts';
import { RATE_WINDOW as MINUTE } from './rate-key.ts';
import { takeTokens } from './take-tokens.ts';

/** Seconds after which a minute's count may go. */
const KEPT = 600;
/** An instance takes a fiftieth of the limit from the table at a time, so that the item is not hot, and what it does not use is not missed. */
const BLOCKS = 50;
const LARGEST_BLOCK = 100;

const blockOf = (limit: number): number => Math.min(LARGEST_BLOCK, Math.max(1, Math.floor(limit / BLOCKS)));

/** Posts of one key and minute that an instance lets through before it asks the table: a visitor's single post costs no write. */
const FREE = 5;
/** Keys that an instance remembers. */
const MOST_KEYS = 5_000;

interface Share {
  minute: number;
  free: number;
  leased: number;
  exhausted: boolean;
}

/**
 * Counts posts by key (a form, or an address prefix of a form) against a number a minute. Instances lease tokens in blocks, so that no item is hot. An
 * instance lets a few posts through before it asks, so the limit is exceeded by at most five an instance.
 */
export const openAllowance = (table: Table, now: () => number) => {
  const shares = new Map<string, Share>();

  const lease = (key: string, minute: number, limit: number): Promise<number> =>
    takeTokens(table, {
      key,
      window: minute,
      count: blockOf(limit),
      limit,
      expiresAt: Math.floor((minute * MINUTE) / 1000) + KEPT,
    });

  /** Whether one more post of the key is within the limit of this minute. */
  return async (key: string, limit: number): Promise<boolean> => {
    const minute = Math.floor(now() / MINUTE);
    let share = shares.get(key);
    if (share?.minute !== minute) {
      if (shares.size >= MOST_KEYS) shares.clear();
      share = { minute, free: Math.min(FREE, limit), leased: 0, exhausted: false };
      shares.set(key, share);
    }
    if (share.free > 0) {
      share.free -= 1;
      return true;
    }
    if (share.leased <= 0 && !share.exhausted) {
      const tokens = await lease(key, minute, limit);
      share.leased += tokens;
      share.exhausted = tokens <= 0;
    }
    share.leased -= 1;
    return share.leased >= 0;
  };
};

export type Allowance = ReturnType<typeof openAllowance>;
