import {
  type InfiniteData,
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer } from '../api/client.ts';
import { FIRST_PAGE, nextPage } from '../api/pages.ts';
import { messageOf } from '../api/problem.ts';
import { showToast } from '../look/toast.ts';

type Page = Answer<'GET /v1/inbox'>;
export type Notice = Page['items'][number];

/** Between two looks at the inbox. A tab that nobody sees asks nothing; it does once somebody looks at it again. */
const POLL_MS = 60_000;

const noticesQuery = infiniteQueryOptions({
  queryKey: ['inbox', 'list'],
  queryFn: ({ pageParam, signal }) => api('GET /v1/inbox', { query: { cursor: pageParam }, signal }),
  initialPageParam: FIRST_PAGE,
  getNextPageParam: nextPage,
  refetchInterval: POLL_MS,
});

const unreadQuery = queryOptions({
  queryKey: ['inbox', 'unread'],
  queryFn: ({ signal }) => api('GET /v1/inbox/unread', { signal }),
  refetchInterval: POLL_MS,
});

/** What the signed-in person was told, newest first, page by page. */
export const useNotices = () => useInfiniteQuery(noticesQuery);

/** How many notices are unread, up to 100; asked each minute while the page is looked at. */
export const useUnread = () => useQuery(unreadQuery);

const withRead = <P>(data: InfiniteData<Page, P>, isMeant: (id: string) => boolean): InfiniteData<Page, P> => ({
  ...data,
  pages: data.pages.map((page) => ({
    ...page,
    items: page.items.map((item) =>
      item.readAt === null && isMeant(item.id) ? { ...item, readAt: new Date().toISOString() } : item,
    ),
  })),
});

/** Shows notices as read before the API has said so, and asks it how it is afterwards. */
const useShowRead = () => {
  const cache = useQueryClient();
  return {
    show: async (isMeant: (id: string) => boolean, unreadAfter: (unread: number) => number) => {
      await cache.cancelQueries({ queryKey: ['inbox'] });
      cache.setQueryData(noticesQuery.queryKey, (data) => data && withRead(data, isMeant));
      cache.setQueryData(unreadQuery.queryKey, (data) => data && { unread: unreadAfter(data.unread) });
    },
    readAgain: () => cache.invalidateQueries({ queryKey: ['inbox'] }),
  };
};

/** Marks a notice as read, as whoever opens its record does. */
export const useReadNotice = () => {
  const { show, readAgain } = useShowRead();
  return useMutation({
    mutationFn: (id: string) => api('POST /v1/inbox/{id}/read', { params: { id } }),
    onMutate: (id) =>
      show(
        (other) => other === id,
        (unread) => Math.max(0, unread - 1),
      ),
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
    onSettled: readAgain,
  });
};

/** Marks everything as read. */
export const useReadAll = () => {
  const { show, readAgain } = useShowRead();
  return useMutation({
    mutationFn: () => api('POST /v1/inbox/read-all', {}),
    onMutate: () =>
      show(
        () => true,
        () => 0,
      ),
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
    onSettled: readAgain,
  });
};
