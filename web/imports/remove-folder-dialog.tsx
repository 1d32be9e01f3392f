import { Dialog } from '../look/dialog.tsx';
import { Form } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { type ImportFolderSettings, useReloadImportFolders, useSetImportFolders } from './import-folder-queries.ts';

interface RemoveFolderDialogProps {
  readonly settings: ImportFolderSettings;
  /** Its name. */
  readonly folder: string;
  readonly onClose: () => void;
}

/** Asks before the rules of a folder are taken away. */
export const RemoveFolderDialog = ({ settings, folder, onClose }: RemoveFolderDialogProps) => {
  const set = useSetImportFolders();
  const reload = useReloadImportFolders();
  const submit = () =>
    set.mutate(
      { folders: settings.folders.filter((one) => one.folder !== folder), version: settings.version },
      {
        onSuccess: () => {
          showToast(`${folder} is removed`);
          onClose();
        },
        onError: () => void reload(),
      },
    );
  return (
    <Dialog title={`Remove ${folder}?`} onClose={onClose}>
      <Form submitLabel="Remove" busy={set.isPending} error={set.error} onSubmit={submit} onCancel={onClose}>
        <p>Files that are dropped into it later still start an import, which then waits for somebody to map it.</p>
      </Form>
    </Dialog>
  );
};
