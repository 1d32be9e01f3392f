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

export type Account = Answer<'GET /v1/accounts/{id}'>;
export type AccountView = 'all' | 'mine';
type NewAccount = CallOptions<'POST /v1/accounts'>['body'];
export type AccountChanges = NonNullable<CallOptions<'PATCH /v1/accounts/{id}'>['body']>;

const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', 'one', id],
    queryFn: ({ signal }) => api('GET /v1/accounts/{id}', { params: { id }, signal }),
  });

const accountsQuery = (view: AccountView) =>
  infiniteQueryOptions({
    queryKey: ['accounts', 'list', view],
    queryFn: ({ pageParam, signal }) => api('GET /v1/accounts', { query: { view, cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });

/** Accounts by name, page by page. */
export const useAccounts = (view: AccountView) => useInfiniteQuery(accountsQuery(view));

/** One account. */
export const useAccount = (id: string) => useQuery(accountQuery(id));

const useKeepAccount = () => {
  const cache = useQueryClient();
  return async (account: Account) => {
    cache.setQueryData(accountQuery(account.id).queryKey, account);
    await cache.invalidateQueries({ queryKey: ['accounts', 'list'] });
  };
};

/** Makes an account by hand. */
export const useCreateAccount = () => {
  const keep = useKeepAccount();
  return useMutation({ mutationFn: (body: NewAccount) => api('POST /v1/accounts', { body }), onSuccess: keep });
};

/** Changes an account on top of the version that was seen. */
export const useUpdateAccount = (id: string) => {
  const keep = useKeepAccount();
  return useMutation({
    mutationFn: ({ changes, version }: { changes: AccountChanges; version: number }) =>
      api('PATCH /v1/accounts/{id}', { params: { id }, body: changes, ifMatch: version }),
    onSuccess: keep,
  });
};

/** Reads an account anew, past the cache. */
export const useReloadAccount = (id: string) => {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...accountQuery(id), staleTime: 0 });
};
