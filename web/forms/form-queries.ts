import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';
import { FIRST_PAGE, itemsOf, nextPage } from '../api/pages.ts';

export type Form = Answer<'GET /v1/forms/{formId}'>;
export type NewForm = CallOptions<'POST /v1/forms'>['body'];
export type FormChanges = NonNullable<CallOptions<'PATCH /v1/forms/{formId}'>['body']>;

const MANY = 100;

const formsQuery = infiniteQueryOptions({
  queryKey: ['forms', 'list'],
  queryFn: ({ pageParam, signal }) => api('GET /v1/forms', { query: { limit: MANY, cursor: pageParam }, signal }),
  initialPageParam: FIRST_PAGE,
  getNextPageParam: nextPage,
});

const formQuery = (formId: string) =>
  queryOptions({
    queryKey: ['forms', 'one', formId],
    queryFn: ({ signal }) => api('GET /v1/forms/{formId}', { params: { formId }, signal }),
  });

/** Forms by name, page by page; `enabled: false` for those who may not look at them. */
export const useForms = (enabled = true) => useInfiniteQuery({ ...formsQuery, enabled });

/** The forms that are loaded, by id. */
export const useFormsById = (): ReadonlyMap<string, Form> =>
  new Map(itemsOf(useForms().data).map((form) => [form.id, form]));

/** One form as it is now. */
export const useForm = (formId: string) => useQuery(formQuery(formId));

/** A form as it was; a version never changes. */
export const useFormVersion = (formId: string, version: number) =>
  useQuery({
    queryKey: ['forms', 'version', formId, version],
    queryFn: ({ signal }) => api('GET /v1/forms/{formId}', { params: { formId }, query: { version }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

const useKeepForm = () => {
  const cache = useQueryClient();
  return async (form: Form) => {
    cache.setQueryData(formQuery(form.id).queryKey, form);
    await cache.invalidateQueries({ queryKey: formsQuery.queryKey });
  };
};

/** Makes a form. */
export const useCreateForm = () => {
  const keep = useKeepForm();
  return useMutation({ mutationFn: (body: NewForm) => api('POST /v1/forms', { body }), onSuccess: keep });
};

/** Changes a form on top of the version that was seen. */
export const useUpdateForm = (formId: string) => {
  const keep = useKeepForm();
  return useMutation({
    mutationFn: ({ changes, version }: { changes: FormChanges; version: number }) =>
      api('PATCH /v1/forms/{formId}', { params: { formId }, body: changes, ifMatch: version }),
    onSuccess: keep,
  });
};

/** Takes a form away, on top of the version that was seen. */
export const useDeleteForm = (formId: string) => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => api('DELETE /v1/forms/{formId}', { params: { formId }, ifMatch: version }),
    onSuccess: async () => {
      cache.removeQueries({ queryKey: formQuery(formId).queryKey });
      await cache.invalidateQueries({ queryKey: formsQuery.queryKey });
    },
  });
};

/** Takes what came in since a moment through today's rules again. */
export const useReplayForm = (formId: string) =>
  useMutation({
    mutationFn: (since: string) => api('POST /v1/forms/{formId}/replay', { params: { formId }, body: { since } }),
  });

/** Reads a form anew, past the cache. */
export const useReloadForm = (formId: string) => {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...formQuery(formId), staleTime: 0 });
};
