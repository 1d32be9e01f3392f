import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import { messageOf } from '../api/problem.ts';
import { type Lead, useKeepLead } from '../leads/lead-queries.ts';
import { showToast } from '../look/toast.ts';
import type { AnswerWord, Question } from './question.ts';

interface Given {
  readonly question: Question;
  readonly answer: AnswerWord;
  readonly note: string | null;
  readonly activityId: string | null;
}

const withAnswer = (lead: Lead, { question, answer, note, activityId }: Given): Lead => ({
  ...lead,
  qualification: { ...lead.qualification, [question]: { ...lead.qualification[question], answer, note, activityId } },
});

/** Answers a question of the checklist: shown at once, sent one after the other, taken back when refused. */
export const useAnswer = (id: string) => {
  const cache = useQueryClient();
  const keep = useKeepLead();
  const key = ['leads', 'one', id];
  const mutationKey = ['answer', id];
  // While later answers are on their way, what the server says to an earlier one would take them off the page again.
  const isLast = () => cache.isMutating({ mutationKey }) === 1;
  return useMutation({
    mutationKey,
    scope: { id: `qualification ${id}` },
    mutationFn: ({ question, answer, note, activityId }: Given) =>
      api('PUT /v1/leads/{id}/qualification', {
        params: { id },
        body: { [question]: { answer, note: note ?? undefined, activityId: activityId ?? undefined } },
      }),
    onMutate: async (given) => {
      await cache.cancelQueries({ queryKey: key });
      cache.setQueryData<Lead>(key, (lead) => lead && withAnswer(lead, given));
    },
    onError: async (error) => {
      showToast(messageOf(error), { tone: 'bad' });
      if (isLast()) await cache.invalidateQueries({ queryKey: key });
    },
    onSuccess: async (lead) => {
      if (isLast()) await keep(lead);
    },
  });
};
