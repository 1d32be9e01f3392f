import * as z from 'zod';
import { defineEntity } from '../table/item.ts';

const schema = z.object({
  provider: z.string(),
  /** Where it may be sent: the origin that the provider had when the key was set. */
  origin: z.string(),
  key: z.string(),
});

/** What a provider knows us by. */
export type ProviderKey = z.output<typeof schema>;

export const providerKeyKey = (provider: string) => ({ pk: `SECRET#provider:${provider}`, sk: 'SECRET' });

export const providerKeyEntity = defineEntity({
  type: 'provider-key',
  version: 1,
  schema,
  keys: ({ provider }) => providerKeyKey(provider),
});
