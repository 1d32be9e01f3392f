import type { Table } from '../table/table.ts';
import { type LookUp, lookUpEntity, lookUpPartition } from './look-up-entity.ts';

/** Far more than providers that ever were asked about one domain. */
const MOST = 50;

/** What providers said of a domain and what is not forgotten at a moment in milliseconds. */
export const listLookUps = async (table: Table, domain: string, now: number): Promise<LookUp[]> => {
  const { items } = await table.query({ partition: lookUpPartition(domain), limit: MOST, consistent: true });
  return items.map((item) => lookUpEntity.fromItem(item)).filter(({ expiresAt }) => expiresAt * 1000 > now);
};

/** Keeps what a provider said in place of what it said before. */
export const putLookUp = (table: Table, lookUp: LookUp): Promise<void> => table.put(lookUpEntity.toItem(lookUp));
