import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer } from '../api/client.ts';
import { messageOf } from '../api/problem.ts';
import { showToast } from '../look/toast.ts';

export type NoticeChoices = Answer<'GET /v1/me/notices'>;
export type NoticeKind = keyof NoticeChoices;
export type NoticeChannel = NoticeChoices[NoticeKind];

interface Choice {
  readonly kind: NoticeKind;
  readonly channel: NoticeChannel;
}

const choicesQuery = queryOptions({
  queryKey: ['notice-choices'],
  queryFn: ({ signal }) => api('GET /v1/me/notices', { signal }),
});

/** Of what the signed-in person is told, and how. */
export const useNoticeChoices = () => useQuery(choicesQuery);

/** Chooses how to be told of one kind: shown at once, taken back when it is refused, and with an Undo when it is not. */
export const useChooseNotice = () => {
  const cache = useQueryClient();
  const key = choicesQuery.queryKey;
  const show = ({ kind, channel }: Choice) =>
    cache.setQueryData(key, (choices) => choices && { ...choices, [kind]: channel });
  const choose = useMutation({
    // One after the other: each sends all choices, and what is left out would become as it was in the beginning.
    scope: { id: 'notice-choices' },
    mutationKey: key,
    mutationFn: ({ kind, channel }: Choice) =>
      api('PUT /v1/me/notices', { body: { ...cache.getQueryData(key), [kind]: channel } }),
    onMutate: async (choice) => {
      await cache.cancelQueries({ queryKey: key });
      const before = cache.getQueryData(key)?.[choice.kind];
      show(choice);
      return { before };
    },
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
    // Only after the last of several: what is read meanwhile does not know of those that wait.
    onSettled: () =>
      cache.isMutating({ mutationKey: key }) === 1 ? cache.invalidateQueries({ queryKey: key }) : undefined,
    onSuccess: (_answer, { kind }, { before }) => {
      if (before === undefined) return;
      showToast('Saved', { action: { label: 'Undo', run: () => choose.mutate({ kind, channel: before }) } });
    },
  });
  return choose;
};
