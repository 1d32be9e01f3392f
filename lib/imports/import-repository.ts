import { notFound } from '../errors.ts';
import { isId } from '../ids.ts';
import { mergedList } from '../table/merged-list.ts';
import { hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import { IMPORT_LIST, type Import, importEntity, importKey } from './import-entity.ts';

/** The label of the write of an import. */
export const IMPORT_WRITE = 'import';

/** One import, strongly read, or `undefined`. */
export const findImport = async (table: Table, id: string): Promise<Import | undefined> => {
  const item = isId(id) ? await table.get(importKey(id), { consistent: true }) : undefined;
  return item && importEntity.fromItem(item);
};

/** One import, strongly read. Errors: `import-not-found`. */
export const getImport = async (table: Table, id: string): Promise<Import> => {
  const found = await findImport(table, id);
  if (!found) throw notFound('import');
  return found;
};

/** Adds an import that is new. */
export const insertImport = (one: Import): Write => ({
  label: IMPORT_WRITE,
  put: importEntity.toItem(one),
  condition: isNew,
});

/** Replaces an import as it was when `one.version` was one lower. */
export const replaceImport = (one: Import): Write => ({
  label: IMPORT_WRITE,
  put: importEntity.toItem(one),
  condition: hasVersion(one.version - 1),
});

/** The history, newest first. */
export const listImports = async (
  table: Table,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ items: Import[]; next: string | undefined }> => {
  const sources = [{ index: 'byList', partition: IMPORT_LIST } as const];
  const { items, next } = await mergedList(table, { sources, sortKey: 'listSort', newestFirst: true, limit, after });
  return { items: items.map((item) => importEntity.fromItem(item)), next };
};
