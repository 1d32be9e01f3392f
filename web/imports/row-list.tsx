import { useRef } from 'preact/hooks';
import type { RowState } from '../../lib/imports/row-state.ts';
import { itemsOf } from '../api/pages.ts';
import { useFieldsOf } from '../fields/field-queries.ts';
import { useRowKeys } from '../keyboard/use-row-keys.ts';
import { Empty } from '../look/empty.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useUsers } from '../people/people-queries.ts';
import { type Import, useImportRows } from './import-queries.ts';
import { ImportedRowItem } from './imported-row.tsx';
import { ROW_STATE_LABELS } from './row-words.ts';

/** The rows of an import in the order of the file, of one outcome or of all. */
export const RowList = ({ imported, only }: { readonly imported: Import; readonly only: RowState | undefined }) => {
  const rows = useImportRows(imported, only);
  const list = useRef<HTMLOListElement>(null);
  const fields = useFieldsOf('lead');
  const users = useUsers().data?.items;
  const names = { fields, nameOf: (id: string) => users?.find((user) => user.id === id)?.name };
  useRowKeys(list, () => rows.hasNextPage && !rows.isFetchingNextPage && rows.fetchNextPage());
  const items = itemsOf(rows.data);
  if (rows.isPending) return <Skeleton rows={5} />;
  if (rows.isError && !rows.data) return <Trouble error={rows.error} onRetry={rows.refetch} />;
  if (items.length === 0 && !rows.hasNextPage) {
    return (
      <Empty icon="import" title="No such rows">
        {only ? `No row is ${ROW_STATE_LABELS[only].toLowerCase()}.` : 'The file has no rows.'}
      </Empty>
    );
  }
  return (
    <>
      <ol class="rows outcome-rows" ref={list} aria-label="Rows of the file">
        {items.map((row) => (
          <ImportedRowItem key={row.row} row={row} names={names} />
        ))}
      </ol>
      <LoadMore pages={rows} />
    </>
  );
};
