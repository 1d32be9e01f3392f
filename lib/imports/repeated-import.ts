import type { Table } from '../table/table.ts';
import { findContent } from './content-repository.ts';
import type { Import } from './import-entity.ts';
import { findImport } from './import-repository.ts';

/** Whether an import means that its content need not come again: not where nothing came of it, or all was taken back. */
const isInTheWay = ({ state }: Import): boolean =>
  state !== 'refused' && state !== 'cancelled' && state !== 'undone' && state !== 'uploading';

/** The newest import of the same content that did something, other than the one of an id; `undefined` for none. */
export const findRepeated = async (table: Table, contentHash: string, ownId?: string): Promise<Import | undefined> => {
  for (const id of await findContent(table, contentHash)) {
    const other = id === ownId ? undefined : await findImport(table, id);
    if (other && isInTheWay(other)) return other;
  }
  return undefined;
};
