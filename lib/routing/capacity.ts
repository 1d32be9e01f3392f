import { countLeadsInWork } from '../leads/lead-repository.ts';
import type { Table } from '../table/table.ts';

/** How many leads people have: counted now and then, and by what was given to them since. */
export interface LeadCounts {
  countOf(userId: string): Promise<number>;
  /** Somebody got one more. */
  add(userId: string): void;
}

/** Milliseconds that a count is believed. Others give out leads meanwhile, so a capacity may be exceeded by what they give within a minute. */
const LIFETIME = 60_000;

interface Counted {
  readonly until: number;
  readonly counted: Promise<number>;
  since: number;
}

/** Counts leads in the memory of one function instance. */
export const openLeadCounts = (table: Table, now: () => number): LeadCounts => {
  const known = new Map<string, Counted>();
  const lookUp = (userId: string): Counted => {
    const entry = known.get(userId);
    if (entry && entry.until > now()) return entry;
    const counted = countLeadsInWork(table, userId);
    const fresh = { until: now() + LIFETIME, counted, since: 0 };
    known.set(userId, fresh);
    counted.catch(() => known.delete(userId));
    return fresh;
  };
  return {
    countOf: async (userId) => {
      const entry = lookUp(userId);
      return (await entry.counted) + entry.since;
    },
    add: (userId) => {
      const entry = known.get(userId);
      if (entry) entry.since += 1;
    },
  };
};
