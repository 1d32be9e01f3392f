import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { StageId } from '../../lib/opportunities/pipeline.ts';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';
import { FIRST_PAGE, nextPage } from '../api/pages.ts';

export type Opportunity = Answer<'GET /v1/opportunities/{id}'>;
export type OpportunityKind = Opportunity['kind'];
type NewOpportunity = CallOptions<'POST /v1/opportunities'>['body'];
export type OpportunityChanges = NonNullable<CallOptions<'PATCH /v1/opportunities/{id}'>['body']>;
type Which = { readonly accountId: string } | { readonly view: 'open' | 'mine' };

const opportunityQuery = (id: string) =>
  queryOptions({
    queryKey: ['opportunities', 'one', id],
    queryFn: ({ signal }) => api('GET /v1/opportunities/{id}', { params: { id }, signal }),
  });

const opportunitiesQuery = (which: Which) =>
  infiniteQueryOptions({
    queryKey: ['opportunities', 'list', which],
    queryFn: ({ pageParam, signal }) =>
      api('GET /v1/opportunities', { query: { ...which, cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });

/** The opportunities of an account, all open ones, or the caller's. */
export const useOpportunities = (which: Which) => useInfiniteQuery(opportunitiesQuery(which));

/** One opportunity. */
export const useOpportunity = (id: string) => useQuery(opportunityQuery(id));

const useKeepOpportunity = () => {
  const cache = useQueryClient();
  return async (opportunity: Opportunity) => {
    cache.setQueryData(opportunityQuery(opportunity.id).queryKey, opportunity);
    await Promise.all([
      cache.invalidateQueries({ queryKey: ['opportunities', 'list'] }),
      cache.invalidateQueries({ queryKey: ['timeline'] }),
      // The first won deal makes a prospect a customer.
      cache.invalidateQueries({ queryKey: ['accounts'] }),
    ]);
  };
};

/** Makes an opportunity at an account. */
export const useCreateOpportunity = () => {
  const keep = useKeepOpportunity();
  return useMutation({
    mutationFn: (body: NewOpportunity) => api('POST /v1/opportunities', { body }),
    onSuccess: keep,
  });
};

/** Changes an opportunity on top of the version that was seen. */
export const useUpdateOpportunity = (id: string) => {
  const keep = useKeepOpportunity();
  return useMutation({
    mutationFn: ({ changes, version }: { changes: OpportunityChanges; version: number }) =>
      api('PATCH /v1/opportunities/{id}', { params: { id }, body: changes, ifMatch: version }),
    onSuccess: keep,
  });
};

/** Moves an opportunity through the pipeline, on top of the version that was seen. */
export const useMoveOpportunity = ({ id, version }: Pick<Opportunity, 'id' | 'version'>) => {
  const keep = useKeepOpportunity();
  return useMutation({
    mutationFn: (move: { stage: StageId; lostReason?: string }) =>
      api('POST /v1/opportunities/{id}/stage', { params: { id }, body: move, ifMatch: version }),
    onSuccess: keep,
  });
};

/** Reads an opportunity anew, past the cache, and the lists in which it is shown. */
export const useReloadOpportunity = (id: string) => {
  const cache = useQueryClient();
  return async () => {
    await cache.invalidateQueries({ queryKey: ['opportunities', 'list'] });
    return cache.fetchQuery({ ...opportunityQuery(id), staleTime: 0 });
  };
};
