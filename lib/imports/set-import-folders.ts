import { type FieldError, invalid } from '../errors.ts';
import { type Settings, writeSettings } from '../settings/settings-repository.ts';
import { type Desk, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import type { ImportFolder } from './import-folder-contract.ts';
import { IMPORT_FOLDER_SETTINGS } from './import-folder-settings.ts';

const faultsOf = (folders: readonly ImportFolder[]): FieldError[] =>
  folders.flatMap(({ folder }, index) =>
    folders.findIndex((other) => other.folder === folder) === index
      ? []
      : [{ path: `folders.${index}.folder`, message: 'is used twice' }],
  );

/** Sets the import folders as of the version that was read. Errors: `invalid-fields` with the place of each fault, `version-mismatch`. */
export const setImportFolders = async (
  desk: Desk,
  expectedVersion: number,
  folders: ImportFolder[],
): Promise<Settings<ImportFolder[]>> => {
  const faults = faultsOf(folders);
  if (faults.length > 0) throw invalid('invalid-fields', 'The folders do not fit together.', faults);
  const by = await actorRef(desk.table, desk.actor);
  return writeSettings(desk.table, IMPORT_FOLDER_SETTINGS, expectedVersion, { value: folders, by, at: nowOf(desk) });
};
