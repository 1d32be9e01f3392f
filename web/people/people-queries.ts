import { queryOptions, useQuery } from '@tanstack/react-query';

import { FORM_READERS, LIST_OWNERS, MANAGERS, MARKETING, SALES } from '../../lib/users/role.ts';

import { api } from '../api/api.ts';
import type { Answer } from '../api/client.ts';

export type User = Answer<'GET /v1/me'>;

const MINUTES = 60_000;

const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api('GET /v1/me', { signal }),
  staleTime: 5 * MINUTES,
});

const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => api('GET /v1/users', { signal }),
  staleTime: 5 * MINUTES,
});

/** The signed-in person. */
export const useMe = () => useQuery(meQuery);

/** Everybody who works here. */
export const useUsers = () => useQuery(usersQuery);

/** The name of an owner: undefined for nobody, and while the names are loading. */
export const useUserName = (id: string | null): string | undefined => {
  const { data } = useUsers();
  return id === null ? undefined : data?.items.find((user) => user.id === id)?.name;
};

/** What the signed-in person's role lets them do; the API decides, the page only leaves out what would be refused. */
export const useAbilities = () => {
  const role = useMe().data?.role;
  return {
    sell: SALES.some((able) => able === role),
    bringLists: LIST_OWNERS.some((able) => able === role),
    market: MARKETING.some((able) => able === role),
    manage: MANAGERS.some((able) => able === role),
    readForms: FORM_READERS.some((able) => able === role),
    administer: role === 'admin',
  };
};
