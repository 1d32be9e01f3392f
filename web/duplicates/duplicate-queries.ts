import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';
import { FIRST_PAGE, nextPage } from '../api/pages.ts';
import { messageOf } from '../api/problem.ts';
import { type Lead, useKeepLead } from '../leads/lead-queries.ts';
import { showToast } from '../look/toast.ts';
import { keptInWords } from './duplicate-words.ts';

type Page = Answer<'GET /v1/duplicates'>;
export type DuplicatePair = Page['items'][number];
export type MergePreview = Answer<'POST /v1/leads/{id}/merge'>;
export type MergeChoices = NonNullable<CallOptions<'POST /v1/leads/{id}/merge'>['body']['fields']>;

const pairsQuery = infiniteQueryOptions({
  queryKey: ['duplicates', 'list'],
  queryFn: ({ pageParam, signal }) => api('GET /v1/duplicates', { query: { cursor: pageParam }, signal }),
  initialPageParam: FIRST_PAGE,
  getNextPageParam: nextPage,
});

const pairsOfLeadQuery = (id: string) =>
  queryOptions({
    queryKey: ['duplicates', 'lead', id],
    queryFn: ({ signal }) => api('GET /v1/leads/{id}/duplicates', { params: { id }, signal }),
  });

/** Pairs that nobody has decided on, the likeliest first, page by page. */
export const useDuplicates = () => useInfiniteQuery(pairsQuery);

/** The pairs of one lead; `enabled: false` waits until they are wanted. */
export const useDuplicatesOfLead = (id: string, enabled: boolean) => useQuery({ ...pairsOfLeadQuery(id), enabled });

const without = <P>(data: InfiniteData<Page, P>, gone: string): InfiniteData<Page, P> => ({
  ...data,
  pages: data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== gone) })),
});

/** Says that two leads are two people: the pair is gone at once, and comes back by Undo, or when it is refused. */
export const useDismiss = () => {
  const cache = useQueryClient();
  const readAgain = () => cache.invalidateQueries({ queryKey: ['duplicates'] });
  const restore = useMutation({
    mutationFn: (id: string) => api('POST /v1/duplicates/{id}/restore', { params: { id } }),
    onSuccess: readAgain,
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
  });
  return useMutation({
    mutationFn: (id: string) => api('POST /v1/duplicates/{id}/dismiss', { params: { id } }),
    onMutate: (id) => cache.setQueryData(pairsQuery.queryKey, (data) => data && without(data, id)),
    onError: async (error) => {
      showToast(messageOf(error), { tone: 'bad' });
      await readAgain();
    },
    onSuccess: async (_answer, id) => {
      showToast('Kept as two leads', { action: { label: 'Undo', run: () => restore.mutate(id) } });
      await cache.invalidateQueries({ queryKey: ['duplicates', 'lead'] });
    },
  });
};

/** Two leads and the choices between them: the one that stays, and the one that becomes part of it. */
export interface MergeOf {
  readonly winner: Lead;
  readonly loser: Lead;
  readonly choices: MergeChoices;
}

const mergeCall = ({ winner, loser, choices }: MergeOf, dryRun: boolean, signal?: AbortSignal) =>
  api('POST /v1/leads/{id}/merge', {
    params: { id: winner.id },
    body: { otherId: loser.id, otherVersion: loser.version, fields: choices, dryRun },
    ifMatch: winner.version,
    ...(signal && { signal }),
  });

/** What a merge would come to, worked out by the code that does it. */
export const useMergePreview = (merge: MergeOf) => {
  const { winner, loser, choices } = merge;
  return useQuery({
    queryKey: ['merge-preview', winner.id, winner.version, loser.id, loser.version, choices],
    queryFn: ({ signal }) => mergeCall(merge, true, signal),
    placeholderData: keepPreviousData,
  });
};

/** Lets everything be read again that a merge or its undoing changes. */
const useReadAgain = () => {
  const cache = useQueryClient();
  return () =>
    Promise.all(
      ['leads', 'duplicates', 'timeline', 'consents'].map((key) => cache.invalidateQueries({ queryKey: [key] })),
    );
};

/** Undoes a merge, and says what was edited since and stays; `labelOf` names a field. */
export const useUndoMerge = (labelsOf: (kept: readonly string[]) => readonly string[]) => {
  const keep = useKeepLead();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (id: string) => api('POST /v1/merges/{id}/undo', { params: { id } }),
    onSuccess: async ({ leads, kept }) => {
      for (const lead of leads) await keep(lead);
      await readAgain();
      showToast(`Two leads again.${keptInWords(labelsOf(kept))}`);
    },
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
  });
};

/** Merges two leads as chosen, on top of the versions that were seen; `onMerged` shows the one that stayed. */
export const useMerge = (onMerged: (lead: Lead) => void) => {
  const keep = useKeepLead();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (merge: MergeOf) => mergeCall(merge, false),
    onSuccess: async ({ lead }) => {
      showToast('Merged into one lead');
      // First of all: the page with the two of them has nothing to show once they are read again.
      onMerged(lead);
      await keep(lead);
      await readAgain();
    },
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
  });
};
