import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer } from '../api/client.ts';

export type ScoringSettings = Answer<'GET /v1/settings/scoring'>;
export type ScoringSet = ScoringSettings['set'];
export type ScoringRule = ScoringSet['rules'][number];
export type RuleGroup = ScoringRule['group'];
export type Condition = ScoringRule['when'][number];
export type Operator = Condition['op'];
export type ScoringJob = Answer<'GET /v1/settings/scoring/jobs/{id}'>;
export type Simulation = NonNullable<ScoringJob['result']>;

/** Milliseconds between two looks at a job that is under way. */
const UNDER_WAY_MS = 1000;

const scoringQuery = queryOptions({
  queryKey: ['scoring', 'rules'],
  queryFn: ({ signal }) => api('GET /v1/settings/scoring', { signal }),
});

const jobsQuery = queryOptions({
  queryKey: ['scoring', 'jobs'],
  queryFn: ({ signal }) => api('GET /v1/settings/scoring/jobs', { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some((job) => job.state === 'running') ? UNDER_WAY_MS : false),
});

const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['scoring', 'job', id],
    queryFn: ({ signal }) => api('GET /v1/settings/scoring/jobs/{id}', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? UNDER_WAY_MS : false),
  });

/** The scoring rules, with the version that a change is put on top of. */
export const useScoring = () => useQuery(scoringQuery);

/** Reads the scoring rules anew, past the cache. */
export const useReloadScoring = () => {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...scoringQuery, staleTime: 0 });
};

/** Sets the scoring rules on top of the version that was seen; all open leads are then scored again. */
export const useSetScoring = () => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ set, version }: { set: ScoringSet; version: number }) =>
      api('PUT /v1/settings/scoring', { body: { set }, ifMatch: version }),
    onSuccess: async (settings) => {
      cache.setQueryData(scoringQuery.queryKey, settings);
      await cache.invalidateQueries({ queryKey: jobsQuery.queryKey });
    },
  });
};

/** Tries proposed rules on all leads; answers the job that does so. */
export const useSimulateScoring = () => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (set: ScoringSet) => api('POST /v1/settings/scoring/simulate', { body: { set } }),
    onSuccess: (job) => cache.setQueryData(jobQuery(job.id).queryKey, job),
  });
};

/** The last simulations and publications, newest first; read again each second while one is under way. */
export const useScoringJobs = () => useQuery(jobsQuery);

/** One job; read again each second while it is under way. */
export const useScoringJob = (id: string) => useQuery(jobQuery(id));

/** Stops a simulation. */
export const useStopScoringJob = () => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api('POST /v1/settings/scoring/jobs/{id}/stop', { params: { id } }),
    onSuccess: (job) => cache.setQueryData(jobQuery(job.id).queryKey, job),
    // It came to its end just before.
    onError: (_error, id) => cache.invalidateQueries({ queryKey: jobQuery(id).queryKey }),
  });
};
