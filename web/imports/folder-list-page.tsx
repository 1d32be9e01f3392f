import { useState } from 'preact/hooks';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { BackLink } from '../look/back-link.tsx';
import { Empty } from '../look/empty.tsx';
import { Icon } from '../look/icon.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities, useUserName } from '../people/people-queries.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { folderInWords } from './folder-words.ts';
import { type ImportFolder, useImportFolders } from './import-folder-queries.ts';
import { RemoveFolderDialog } from './remove-folder-dialog.tsx';

interface FolderRowProps {
  readonly folder: ImportFolder;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

const FolderRow = ({ folder, mayChange, onEdit, onRemove }: FolderRowProps) => {
  const owner = useUserName(folder.options.ownerId ?? null);
  return (
    <li class="row folder-row">
      <div class="row-main">
        <strong>{folder.folder}</strong>
        <code class="soft">imports/{folder.folder}/</code>
        <span class="row-sub">{folderInWords(folder, owner)}</span>
      </div>
      <span class={folder.commit ? 'chip stage-won' : 'chip'}>
        {folder.commit ? 'Imports without asking' : 'Asks first'}
      </span>
      {mayChange && (
        <span class="head-buttons">
          <button type="button" class="button small" aria-label={`Edit ${folder.folder}`} onClick={onEdit}>
            Edit
          </button>
          <button type="button" class="button small" aria-label={`Remove ${folder.folder}`} onClick={onRemove}>
            Remove…
          </button>
        </span>
      )}
    </li>
  );
};

type Open = { readonly is: 'new' } | { readonly is: 'edit' | 'remove'; readonly folder: string };

/** What is done with files that partners drop straight into the store. */
export const FolderListPage = () => {
  const settings = useImportFolders();
  const { administer } = useAbilities();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  useShortcuts(administer ? [{ keys: 'n', label: 'New folder', run: () => setOpen({ is: 'new' }) }] : []);
  const folders = settings.data?.folders ?? [];
  const chosen = open && open.is !== 'new' ? folders.find(({ folder }) => folder === open.folder) : undefined;
  return (
    <>
      <BackLink href="/imports" label="Imports" />
      <header class="page-head">
        <PageTitle name="Import folders" />
        {administer && settings.data && (
          <button type="button" class="button primary" aria-keyshortcuts="n" onClick={() => setOpen({ is: 'new' })}>
            <Icon name="plus" /> New folder
          </button>
        )}
      </header>
      <p class="soft page-note">
        A partner’s tool can put files straight into the bucket. Each starts an import by itself, by the rules of its
        folder.
      </p>
      {settings.isPending && <Skeleton rows={3} />}
      {settings.isError && !settings.data && <Trouble error={settings.error} onRetry={settings.refetch} />}
      {settings.data && folders.length === 0 && (
        <Empty icon="folder" title="No folders yet">
          {administer
            ? 'Make one for each partner whose lists should come in by themselves.'
            : 'An admin makes one for each partner whose lists should come in by themselves.'}
        </Empty>
      )}
      <ul class="rows" aria-label="Import folders">
        {folders.map((folder) => (
          <FolderRow
            key={folder.folder}
            folder={folder}
            mayChange={administer}
            onEdit={() => setOpen({ is: 'edit', folder: folder.folder })}
            onRemove={() => setOpen({ is: 'remove', folder: folder.folder })}
          />
        ))}
      </ul>
      {settings.data && open?.is === 'new' && <FolderDialog settings={settings.data} onClose={close} />}
      {settings.data && open?.is === 'edit' && chosen && (
        <FolderDialog settings={settings.data} folder={chosen} onClose={close} />
      )}
      {settings.data && open?.is === 'remove' && chosen && (
        <RemoveFolderDialog settings={settings.data} folder={chosen.folder} onClose={close} />
      )}
    </>
  );
};
