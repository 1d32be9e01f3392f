import type { Table } from '../table/table.ts';
import { contentEntity, contentPartition } from './content-entity.ts';

/** Imports of one content beyond this are not looked at. */
const MOST = 50;

/** The imports that read a file of this content, the newest first; strongly read. */
export const findContent = async (table: Table, contentHash: string): Promise<string[]> => {
  const { items } = await table.query({
    partition: contentPartition(contentHash),
    newestFirst: true,
    limit: MOST,
    consistent: true,
  });
  return items.map((item) => contentEntity.fromItem(item).importId);
};

/** Remembers that an import read the content. */
export const keepContent = (table: Table, contentHash: string, importId: string): Promise<void> =>
  table.put(contentEntity.toItem({ contentHash, importId }));
