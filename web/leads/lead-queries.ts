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
import { ApiProblem, messageOf } from '../api/problem.ts';
import { showToast } from '../look/toast.ts';

export type Lead = Answer<'GET /v1/leads/{id}'>;
export type LeadRow = Answer<'GET /v1/leads'>['items'][number];
export type LeadView = NonNullable<NonNullable<CallOptions<'GET /v1/leads'>['query']>['view']>;
type NewLead = CallOptions<'POST /v1/leads'>['body'];
export type LeadChanges = NonNullable<CallOptions<'PATCH /v1/leads/{id}'>['body']>;

const leadQuery = (id: string) =>
  queryOptions({
    queryKey: ['leads', 'one', id],
    queryFn: ({ signal }) => api('GET /v1/leads/{id}', { params: { id }, signal }),
  });

const leadsQuery = (view: LeadView) =>
  infiniteQueryOptions({
    queryKey: ['leads', 'list', view],
    queryFn: ({ pageParam, signal }) => api('GET /v1/leads', { query: { view, cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    // New candidates show up by themselves while the page is looked at; a hidden tab asks nothing.
    refetchInterval: 60_000,
  });

/** The leads of a view, best score first, page by page. */
export const useLeads = (view: LeadView) => useInfiniteQuery(leadsQuery(view));

/** One lead with everything about it; `enabled: false` waits until it is wanted. */
export const useLead = (id: string, enabled = true) => useQuery({ ...leadQuery(id), enabled });

/** Puts a lead that the API has just answered into the cache, and lets lists and timelines be read again. */
export const useKeepLead = () => {
  const cache = useQueryClient();
  return async (lead: Lead) => {
    cache.setQueryData(leadQuery(lead.id).queryKey, lead);
    await Promise.all([
      cache.invalidateQueries({ queryKey: ['leads', 'list'] }),
      cache.invalidateQueries({ queryKey: ['timeline'] }),
    ]);
  };
};

/** Enters a lead by hand. */
export const useCreateLead = () => {
  const keep = useKeepLead();
  return useMutation({ mutationFn: (body: NewLead) => api('POST /v1/leads', { body }), onSuccess: keep });
};

/** Changes a lead on top of the version that was seen. */
export const useUpdateLead = (id: string) => {
  const keep = useKeepLead();
  return useMutation({
    mutationFn: ({ changes, version }: { changes: LeadChanges; version: number }) =>
      api('PATCH /v1/leads/{id}', { params: { id }, body: changes, ifMatch: version }),
    onSuccess: keep,
  });
};

/** Gives a lead up. */
export const useDisqualifyLead = (id: string) => {
  const keep = useKeepLead();
  return useMutation({
    mutationFn: (body: CallOptions<'POST /v1/leads/{id}/disqualify'>['body']) =>
      api('POST /v1/leads/{id}/disqualify', { params: { id }, body }),
    onSuccess: keep,
  });
};

/** Opens a disqualified lead again. */
export const useReopenLead = (id: string) => {
  const keep = useKeepLead();
  return useMutation({
    mutationFn: () => api('POST /v1/leads/{id}/reopen', { params: { id } }),
    onSuccess: async (lead) => {
      await keep(lead);
      showToast(`Reopened: ${lead.name}`);
    },
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
  });
};

/** Reads a lead anew, past the cache. */
export const useReloadLead = (id: string) => {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...leadQuery(id), staleTime: 0 });
};

/** Gives a lead to somebody: shown at once, taken back when it is refused, and with an Undo when it is not. */
export const useAssignLead = (id: string) => {
  const cache = useQueryClient();
  const keep = useKeepLead();
  const key = leadQuery(id).queryKey;
  const assign = useMutation({
    mutationFn: async (ownerId: string | null) => {
      const version = cache.getQueryData(key)?.version;
      return api('PATCH /v1/leads/{id}', { params: { id }, body: { ownerId }, ifMatch: version });
    },
    onMutate: async (ownerId) => {
      await cache.cancelQueries({ queryKey: key });
      const before = cache.getQueryData(key);
      cache.setQueryData(key, (lead) => lead && { ...lead, ownerId });
      return { before };
    },
    onError: async (error, _ownerId, context) => {
      cache.setQueryData(key, context?.before);
      await cache.invalidateQueries({ queryKey: key });
      const overtaken = error instanceof ApiProblem && error.status === 412;
      showToast(
        overtaken ? 'Somebody else changed this lead just now. Here is the newest; choose again.' : messageOf(error),
        {
          tone: 'bad',
        },
      );
    },
    onSuccess: async (lead, ownerId, context) => {
      await keep(lead);
      const before = context.before?.ownerId ?? null;
      showToast(ownerId === null ? 'Now unassigned' : 'Assigned', {
        action: { label: 'Undo', run: () => assign.mutate(before) },
      });
    },
  });
  return assign;
};
