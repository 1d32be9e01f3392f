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
import { FIRST_PAGE, nextPage } from '../api/pages.ts';

export type Contact = Answer<'GET /v1/contacts/{id}'>;
type NewContact = CallOptions<'POST /v1/contacts'>['body'];
type ContactChanges = CallOptions<'PATCH /v1/contacts/{id}'>['body'];

const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'one', id],
    queryFn: ({ signal }) => api('GET /v1/contacts/{id}', { params: { id }, signal }),
  });

const contactsQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'of account', accountId],
    queryFn: ({ pageParam, signal }) => api('GET /v1/contacts', { query: { accountId, cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });

/** The people at an account. */
export const useContacts = (accountId: string) => useInfiniteQuery(contactsQuery(accountId));

/** One contact. */
export const useContact = (id: string) => useQuery(contactQuery(id));

const useKeepContact = () => {
  const cache = useQueryClient();
  return async (contact: Contact) => {
    cache.setQueryData(contactQuery(contact.id).queryKey, contact);
    await cache.invalidateQueries({ queryKey: contactsQuery(contact.accountId).queryKey });
  };
};

/** Makes a contact at an account. */
export const useCreateContact = () => {
  const keep = useKeepContact();
  return useMutation({ mutationFn: (body: NewContact) => api('POST /v1/contacts', { body }), onSuccess: keep });
};

/** Changes a contact on top of the version that was seen. */
export const useUpdateContact = (id: string) => {
  const keep = useKeepContact();
  return useMutation({
    mutationFn: ({ changes, version }: { changes: ContactChanges; version: number }) =>
      api('PATCH /v1/contacts/{id}', { params: { id }, body: changes, ifMatch: version }),
    onSuccess: keep,
  });
};

/** Reads a contact anew, past the cache. */
export const useReloadContact = (id: string) => {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...contactQuery(id), staleTime: 0 });
};
