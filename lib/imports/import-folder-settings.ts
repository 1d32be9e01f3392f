import type { SettingsKind } from '../settings/settings-repository.ts';
import { type ImportFolder, importFolders } from './import-folder-contract.ts';

/** What is done with dropped files, by sub-folder; none to begin with. */
export const IMPORT_FOLDER_SETTINGS: SettingsKind<ImportFolder[]> = {
  name: 'import-folders',
  schema: importFolders,
  initial: [],
};
