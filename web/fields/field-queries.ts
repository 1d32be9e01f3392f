import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';

export type FieldSettings = Answer<'GET /v1/settings/fields'>;
export type FieldDefinition = FieldSettings['fields'][number];
export type FieldKind = FieldDefinition['kind'];
export type FieldRecord = FieldDefinition['on'][number];
type NewSettings = CallOptions<'PUT /v1/settings/fields'>['body']['fields'];

const MINUTES = 60_000;

const fieldsQuery = queryOptions({
  queryKey: ['fields'],
  queryFn: ({ signal }) => api('GET /v1/settings/fields', { signal }),
  staleTime: 5 * MINUTES,
});

/** The custom fields, with the version that a change is put on top of. */
export const useFieldSettings = () => useQuery(fieldsQuery);

/** The custom fields of a record; none while they are loading. */
export const useFieldsOf = (record: FieldRecord): readonly FieldDefinition[] =>
  useFieldSettings().data?.fields.filter(({ on }) => on.includes(record)) ?? [];

/** Sets the custom fields on top of the version that was seen. */
export const useSetFields = () => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ fields, version }: { fields: NewSettings; version: number }) =>
      api('PUT /v1/settings/fields', { body: { fields }, ifMatch: version }),
    onSuccess: (settings) => cache.setQueryData(fieldsQuery.queryKey, settings),
  });
};

/** Reads the custom fields anew, past the cache. */
export const useReloadFields = () => {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...fieldsQuery, staleTime: 0 });
};
