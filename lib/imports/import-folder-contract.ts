import * as z from 'zod';
import { defineRoute } from '../contract/route.ts';
import { ADMIN, EVERYONE } from '../users/role.ts';
import { importOptions } from './import-contract.ts';

/** What is done with files that somebody drops into a sub-folder of the import prefix. */
const importFolder = z
  .strictObject({
    folder: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, 'must be a folder name such as fair-2026'),
    options: importOptions,
    /** Whether plans are committed without asking. */
    commit: z.boolean().default(false),
  })
  .refine(({ folder }) => folder !== 'uploads', { message: 'is where uploads go', path: ['folder'] });

/** Folders beyond this make the settings item too large. */
const MOST_FOLDERS = 100;

export const importFolders = z.array(importFolder).max(MOST_FOLDERS);
export type ImportFolder = z.output<typeof importFolder>;

const importFolderSettings = z.object({ version: z.number().int(), folders: importFolders });

export const importFolderRoutes = {
  getImportFolders: defineRoute({
    method: 'GET',
    path: '/v1/settings/import-folders',
    summary: 'What is done with files that are dropped into a folder of the import prefix',
    access: EVERYONE,
    recordScope: 'all',
    responses: { 200: importFolderSettings },
    errors: [],
  }),
  setImportFolders: defineRoute({
    method: 'PUT',
    path: '/v1/settings/import-folders',
    summary: 'Sets the import folders; every version is kept',
    access: ADMIN,
    recordScope: 'all',
    body: z.strictObject({ folders: importFolders }),
    ifMatch: 'required',
    responses: { 200: importFolderSettings },
    errors: ['version-mismatch', 'invalid-fields'],
  }),
};
