import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';
import { messageOf } from '../api/problem.ts';
import { showToast } from '../look/toast.ts';
import { type Lead, useKeepLead } from './lead-queries.ts';

export type ExplainedScore = Answer<'GET /v1/leads/{id}/score'>;
export type Verdict = CallOptions<'PUT /v1/leads/{id}/score/judgement'>['body']['verdict'];

/** The score of a lead with what it is the sum of, now or at a time in the past, read again when the lead changes. */
export const useLeadScore = ({ id, version, score }: Lead, at: string | undefined) =>
  useQuery({
    queryKey: ['leads', 'score', id, at ?? `version ${version} with ${score}`],
    queryFn: ({ signal }) => api('GET /v1/leads/{id}/score', { params: { id }, query: { at }, signal }),
    // The entries stay in their place while another day is looked up.
    placeholderData: keepPreviousData,
  });

/** Says whether the score is right, or with nothing takes back what was said. */
export const useJudgeScore = (id: string) => {
  const keep = useKeepLead();
  return useMutation({
    mutationFn: (body: { verdict: Verdict; reason?: string } | undefined) =>
      body
        ? api('PUT /v1/leads/{id}/score/judgement', { params: { id }, body })
        : api('DELETE /v1/leads/{id}/score/judgement', { params: { id } }),
    onSuccess: keep,
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
  });
};
