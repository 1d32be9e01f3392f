import * as z from 'zod';
import { customValues } from '../fields/field-contract.ts';
import { defineEntity } from '../table/item.ts';
import { LOOK_UP_STATES } from './enrichment-contract.ts';

const schema = z.object({
  domain: z.string(),
  provider: z.string(),
  /** Hash of how the provider was asked and read: what was said under other settings is not what it says now. */
  asked: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  state: z.enum(LOOK_UP_STATES),
  /** By field. */
  values: customValues,
  fault: z.string().optional(),
  /** Seconds since the epoch. */
  expiresAt: z.number(),
});

/** What a provider said of a company's domain. */
export type LookUp = z.output<typeof schema>;

export const lookUpPartition = (domain: string): string => `ENRICHED#${domain}`;

export const lookUpEntity = defineEntity({
  type: 'look-up',
  version: 1,
  schema,
  keys: ({ domain, provider, expiresAt }) => ({ pk: lookUpPartition(domain), sk: provider, expiresAt }),
});
