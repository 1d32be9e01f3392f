import {
  type InfiniteData,
  infiniteQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';
import { FIRST_PAGE, nextPage } from '../api/pages.ts';
import { showToast } from '../look/toast.ts';
import { doEach, outcomeInWords } from './do-each.ts';

type Page = Answer<'GET /v1/submissions'>;
export type Submission = Page['items'][number];
export type SubmissionState = NonNullable<NonNullable<CallOptions<'GET /v1/submissions'>['query']>['state']>;

/** What can be done with submissions. */
export type Review = 'release' | 'reject' | 'redrive' | 'replay';

const submissionsQuery = (state: SubmissionState) =>
  infiniteQueryOptions({
    queryKey: ['submissions', state],
    queryFn: ({ pageParam, signal }) => api('GET /v1/submissions', { query: { state, cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });

/** Submissions of a state, newest first, page by page. */
export const useSubmissions = (state: SubmissionState) => useInfiniteQuery(submissionsQuery(state));

const CALLS: Readonly<Record<Review, (id: string) => Promise<unknown>>> = {
  release: (id) => api('POST /v1/submissions/{id}/release', { params: { id } }),
  reject: (id) => api('POST /v1/submissions/{id}/reject', { params: { id } }),
  redrive: (id) => api('POST /v1/submissions/{id}/redrive', { params: { id } }),
  replay: (id) => api('POST /v1/submissions/{id}/replay', { params: { id } }),
};

const without = <P>(data: InfiniteData<Page, P>, gone: ReadonlySet<string>): InfiniteData<Page, P> => ({
  ...data,
  pages: data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !gone.has(id)) })),
});

/**
 * Does the same with each of some submissions of a list. Those that it was done to leave the list at once; the intake works in the background,
 * so the lists are only read again when they are looked at the next time.
 */
export const useReview = (state: SubmissionState) => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ review, ids }: { review: Review; ids: readonly string[] }) => doEach(ids, CALLS[review]),
    onSuccess: async ({ done, refused }, { review }) => {
      const gone = new Set(done);
      cache.setQueryData(submissionsQuery(state).queryKey, (data) => data && without(data, gone));
      await cache.invalidateQueries({ queryKey: ['submissions'], refetchType: refused.length > 0 ? 'active' : 'none' });
      showToast(outcomeInWords(review, done.length, refused), { tone: refused.length > 0 ? 'bad' : 'good' });
    },
  });
};
