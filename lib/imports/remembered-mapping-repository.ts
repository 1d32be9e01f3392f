import type { Table } from '../table/table.ts';
import type { ImportOptions } from './import-contract.ts';
import { rememberedMappingEntity, rememberedMappingKey } from './remembered-mapping-entity.ts';

/** How a file with these headers was last planned, or `undefined`. */
export const findRememberedMapping = async (table: Table, headersHash: string): Promise<ImportOptions | undefined> => {
  const item = await table.get(rememberedMappingKey(headersHash));
  return item && rememberedMappingEntity.fromItem(item).options;
};

/** Remembers how somebody planned a file with these headers, but for what belongs to the one list: its source, its tags, who gets it, and on what it rests. */
export const rememberMapping = (
  table: Table,
  headersHash: string,
  { source: _source, tags: _tags, consent: _consent, ownerId: _ownerId, ...options }: ImportOptions,
): Promise<void> =>
  table.put(rememberedMappingEntity.toItem({ headersHash, options: { ...options, assign: 'rules' } }));
