import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';

export type ProviderSettings = Answer<'GET /v1/settings/enrichment'>;
export type Provider = CallOptions<'PUT /v1/settings/enrichment'>['body']['providers'][number];

const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: ({ signal }) => api('GET /v1/settings/enrichment', { signal }),
});

/** The providers, with the version that a change is put on top of. */
export const useProviders = () => useQuery(providersQuery);

interface ProviderChange {
  readonly providers: Provider[];
  readonly version: number;
  /** The key of one of them, where somebody typed one. */
  readonly key?: { readonly id: string; readonly key: string };
}

/** Sets the providers on top of the version that was seen, and then the key of one. */
export const useSetProviders = () => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ providers, version, key }: ProviderChange) => {
      const settings = await api('PUT /v1/settings/enrichment', { body: { providers }, ifMatch: version });
      cache.setQueryData(providersQuery.queryKey, settings);
      if (!key) return;
      await api('PUT /v1/settings/enrichment/{id}/key', { params: { id: key.id }, body: { key: key.key } });
      await cache.invalidateQueries({ queryKey: providersQuery.queryKey });
    },
  });
};

/** Reads the providers anew, past the cache. */
export const useReloadProviders = () => {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...providersQuery, staleTime: 0 });
};
