import type { Table } from '../table/table.ts';
import { type ProviderKey, providerKeyEntity, providerKeyKey } from './provider-key-entity.ts';

/** The key of a provider, or `undefined`. */
export const findProviderKey = async (table: Table, provider: string): Promise<ProviderKey | undefined> => {
  const item = await table.get(providerKeyKey(provider), { consistent: true });
  return item && providerKeyEntity.fromItem(item);
};

/** Sets the key of a provider. */
export const putProviderKey = (table: Table, key: ProviderKey): Promise<void> =>
  table.put(providerKeyEntity.toItem(key));

/** Takes the key of a provider away. */
export const removeProviderKey = (table: Table, provider: string): Promise<void> =>
  table.transact([{ label: 'provider-key', remove: providerKeyKey(provider) }]);
