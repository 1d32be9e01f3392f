import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { Dialog } from '../look/dialog.tsx';
import { CheckField, TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { withFolder } from './folder-words.ts';
import {
  type ImportFolder,
  type ImportFolderSettings,
  useReloadImportFolders,
  useSetImportFolders,
} from './import-folder-queries.ts';
import { optionsDraftOf, optionsOf } from './mapping-draft.ts';
import { OptionFields } from './option-fields.tsx';

interface FolderDialogProps {
  readonly settings: ImportFolderSettings;
  /** The one to change; a new one when there is none. */
  readonly folder?: ImportFolder;
  readonly onClose: () => void;
}

/** Says what is done with files that somebody drops into a folder. A mapping that the folder has stays with it. */
export const FolderDialog = ({ settings, folder, onClose }: FolderDialogProps) => {
  const set = useSetImportFolders();
  const reload = useReloadImportFolders();
  const [draft, setDraft] = useState(() => optionsDraftOf(folder?.options ?? null));
  const [commit, setCommit] = useState(folder?.commit ?? false);
  const place = folder ? settings.folders.findIndex((one) => one.folder === folder.folder) : settings.folders.length;
  const errorAt = (path: string) => fieldError(set.error, `folders.${place}.${path}`);
  const overtaken = set.error instanceof ApiProblem && set.error.status === 412;
  const submit = (texts: ReadonlyMap<string, string>) => {
    const columns = folder?.options.columns;
    const made: ImportFolder = {
      folder: texts.get('folder') ?? '',
      options: { ...optionsOf(draft), ...(columns && { columns }) },
      commit,
    };
    set.mutate(
      { folders: withFolder(settings.folders, made, folder?.folder), version: settings.version },
      {
        onSuccess: () => {
          showToast('Saved');
          onClose();
        },
        onError: (error) => {
          if (error instanceof ApiProblem && error.status === 412) void reload();
        },
      },
    );
  };
  return (
    <Dialog title={folder ? `Edit ${folder.folder}` : 'New folder'} onClose={onClose}>
      <Form
        submitLabel={folder ? 'Save' : 'Make folder'}
        busy={set.isPending}
        error={set.error}
        refusal={
          overtaken
            ? 'Somebody else changed the folders just now. Theirs are read; save again to add yours.'
            : undefined
        }
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField
          name="folder"
          label="Name"
          autoComplete="off"
          placeholder="fair-2026"
          defaultValue={folder?.folder}
          hint="Files under imports/<name>/ in the bucket are taken in so."
          error={errorAt('folder')}
        />
        <OptionFields
          draft={draft}
          change={(changes) => setDraft({ ...draft, ...changes })}
          errorAt={(path) => errorAt(`options.${path}`)}
        />
        <CheckField
          label="Import without asking"
          hint="Each file is planned and imported as soon as it is there. It can still be undone."
          checked={commit}
          onCheck={setCommit}
        />
      </Form>
    </Dialog>
  );
};
