import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer } from '../api/client.ts';

export type RoutingSettings = Answer<'GET /v1/settings/routing'>;
export type RoutingSet = RoutingSettings['set'];
export type RoutingRule = RoutingSet['rules'][number];
export type RoutingTeam = RoutingSet['teams'][number];
export type RoutingPerson = RoutingSet['people'][string];
export type RoutingTarget = RoutingRule['to'];
export type Condition = RoutingRule['when'][number];
export type Simulation = Answer<'POST /v1/settings/routing/simulate'>;
export type LeadAssignment = Answer<'GET /v1/leads/{id}/assignment'>;
export type Verdict = NonNullable<LeadAssignment['decision']>['steps'][number]['considered'][number]['verdict'];

const routingQuery = queryOptions({
  queryKey: ['routing'],
  queryFn: ({ signal }) => api('GET /v1/settings/routing', { signal }),
});

/** Who gets which leads, with the version that a change is put on top of. */
export const useRouting = () => useQuery(routingQuery);

/** Sets who gets which leads, on top of the version that was seen. */
export const useSetRouting = () => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ set, version }: { set: RoutingSet; version: number }) =>
      api('PUT /v1/settings/routing', { body: { set }, ifMatch: version }),
    onSuccess: (settings) => cache.setQueryData(routingQuery.queryKey, settings),
  });
};

/** Reads the routing anew, past the cache. */
export const useReloadRouting = () => {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...routingQuery, staleTime: 0 });
};

/** Tries a proposal out on the leads of the last days; changes nothing. */
export const useSimulateRouting = () =>
  useMutation({
    mutationFn: ({ set, days }: { set: RoutingSet; days: number }) =>
      api('POST /v1/settings/routing/simulate', { body: { set, days } }),
  });

/** Why a lead belongs to its owner; asked anew when it changed, which an owner that is only picked has not yet. */
export const useLeadAssignment = (id: string, version: number) =>
  useQuery({
    queryKey: ['leads', 'assignment', id, version],
    queryFn: ({ signal }) => api('GET /v1/leads/{id}/assignment', { params: { id }, signal }),
  });

/** How many leads wait for an owner. */
export const useUnassignedCount = () =>
  useQuery({
    queryKey: ['leads', 'list', 'unassigned-count'],
    queryFn: ({ signal }) => api('GET /v1/leads/unassigned-count', { signal }),
  });
