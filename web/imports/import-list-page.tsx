import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { itemsOf } from '../api/pages.ts';
import { useRowKeys } from '../keyboard/use-row-keys.ts';
import { Icon } from '../look/icon.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { ChooseFile } from './choose-file.tsx';
import { DropArea } from './drop-area.tsx';
import { ImportListRow } from './import-list-row.tsx';
import { useImports } from './import-queries.ts';
import { UploadCard } from './upload-card.tsx';
import { dropUpload, type Upload } from './uploads.ts';
import { useUploads } from './use-uploads.ts';

/** Goes to the import of a file that was sent off on this page, once it is there; of several nobody knows which one is meant. */
const useOpenWhenDone = (uploads: readonly Upload[]) => {
  const { route } = useLocation();
  const waitingFor = useRef<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const moving = uploads.filter(({ phase }) => phase !== 'done' && phase !== 'failed');
    const [done] = uploads.filter(({ key, phase }) => phase === 'done' && waitingFor.current.has(key));
    waitingFor.current = new Set(moving.map(({ key }) => key));
    if (!done?.importId || uploads.length > 1) return;
    void dropUpload(done.key);
    route(`/imports/${done.importId}`);
  }, [uploads, route]);
};

const DropZone = ({ first }: { readonly first: boolean }) => (
  <section class={first ? 'drop-zone first' : 'drop-zone'} aria-labelledby="drop-title">
    <span class="empty-icon">
      <Icon name="import" size={26} />
    </span>
    <div class="drop-words">
      <h2 id="drop-title">{first ? 'Bring in your first list' : 'Bring in a list'}</h2>
      <p class="soft">
        <span class="by-mouse">Drop a CSV file anywhere on this page, or choose one. </span>
        {first && 'It may be a bought list, an export of another system, the badges of a fair. '}
        You see what would happen before anything is written, and an import can be undone.
      </p>
    </div>
    <ChooseFile class="button primary" byKey>
      Choose a file
    </ChooseFile>
  </section>
);

/** Lists of leads: bring one in, and see what became of those before. */
export const ImportListPage = () => {
  const imports = useImports();
  const uploads = useUploads();
  const list = useRef<HTMLOListElement>(null);
  // What is on its way from here is told by its card.
  const moving = new Set(uploads.flatMap(({ phase, importId }) => (phase === 'done' ? [] : [importId])));
  const rows = itemsOf(imports.data).filter(({ id }) => !moving.has(id));
  useRowKeys(list, () => imports.hasNextPage && !imports.isFetchingNextPage && imports.fetchNextPage());
  useOpenWhenDone(uploads);
  return (
    <>
      <header class="page-head">
        <PageTitle name="Imports" />
        <a class="button quiet" href="/imports/folders">
          <Icon name="folder" /> Folders
        </a>
      </header>
      <DropZone first={imports.data !== undefined && rows.length === 0 && uploads.length === 0} />
      {uploads.length > 0 && (
        <ul class="uploads" aria-label="Uploads">
          {uploads.map((upload) => (
            <UploadCard key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
      {imports.isPending && <Skeleton rows={4} />}
      {imports.isError && !imports.data && <Trouble error={imports.error} onRetry={imports.refetch} />}
      <ol class="rows" ref={list} aria-label="Imports">
        {rows.map((imported) => (
          <ImportListRow key={imported.id} imported={imported} />
        ))}
      </ol>
      <LoadMore pages={imports} />
      <DropArea />
    </>
  );
};
