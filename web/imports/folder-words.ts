import type { ImportFolder } from './import-folder-queries.ts';
import { MATCH_LABELS, MODE_LABELS } from './mapping-words.ts';

/** What is done with the files of a folder, in a line. */
export const folderInWords = ({ options }: ImportFolder, ownerName: string | undefined): string => {
  const { matchBy, mode, assign, tags = [], source } = options;
  const goTo = {
    rules: 'leads go by the rules',
    nobody: 'leads go to nobody yet',
    user: `leads go to ${ownerName ?? 'one person'}`,
  };
  return [
    MODE_LABELS[mode ?? 'upsert'],
    `matched by ${MATCH_LABELS[matchBy ?? 'email'].toLowerCase()}`,
    goTo[assign ?? 'rules'],
    ...(tags.length > 0 ? [`tagged ${tags.join(', ')}`] : []),
    ...(source ? [source] : []),
  ].join(' · ');
};

/** The folders after one is set: in the place of the one with its name, or behind the others. */
export const withFolder = (
  folders: readonly ImportFolder[],
  folder: ImportFolder,
  replaces: string | undefined,
): ImportFolder[] =>
  replaces === undefined ? [...folders, folder] : folders.map((one) => (one.folder === replaces ? folder : one));
