import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';

export type ImportFolderSettings = Answer<'GET /v1/settings/import-folders'>;
export type ImportFolder = ImportFolderSettings['folders'][number];
type NewFolders = CallOptions<'PUT /v1/settings/import-folders'>['body']['folders'];

const foldersQuery = queryOptions({
  queryKey: ['import-folders'],
  queryFn: ({ signal }) => api('GET /v1/settings/import-folders', { signal }),
});

/** The import folders, with the version that a change is put on top of. */
export const useImportFolders = () => useQuery(foldersQuery);

/** Sets the import folders on top of the version that was seen. */
export const useSetImportFolders = () => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ folders, version }: { folders: NewFolders; version: number }) =>
      api('PUT /v1/settings/import-folders', { body: { folders }, ifMatch: version }),
    onSuccess: (settings) => cache.setQueryData(foldersQuery.queryKey, settings),
  });
};

/** Reads the import folders anew, past the cache. */
export const useReloadImportFolders = () => {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...foldersQuery, staleTime: 0 });
};
