import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/api.ts';
import type { Answer } from '../api/client.ts';
import { messageOf } from '../api/problem.ts';
import { type Lead, useReloadLead } from '../leads/lead-queries.ts';
import { showToast } from '../look/toast.ts';

export type Provenance = Answer<'GET /v1/leads/{id}/provenance'>;
export type KnownValue = Provenance['values'][number];

const provenanceQuery = ({ id, version }: Lead) =>
  queryOptions({
    queryKey: ['leads', 'provenance', id, version],
    queryFn: ({ signal }) => api('GET /v1/leads/{id}/provenance', { params: { id }, signal }),
  });

/** Where the values of a lead come from, as of its version. */
export const useProvenance = (lead: Lead) => useQuery(provenanceQuery(lead));

/** Milliseconds between looks at whether a look-up is done, and how long it is waited for: twice what the slowest provider may take. */
const LOOK_EVERY = 800;
const PATIENCE = 8000;

/** Whether every provider was asked since. */
const isDone = ({ lookUps }: Provenance, askedAt: string): boolean =>
  lookUps.every(({ at }) => at !== null && at >= askedAt);

/** Has the company of a lead looked up anew, and shows what came of it. */
export const useLookUpAgain = (lead: Lead) => {
  const cache = useQueryClient();
  const reload = useReloadLead(lead.id);
  const [askedAt, setAskedAt] = useState<string>();
  const ask = useMutation({
    mutationFn: () => api('POST /v1/leads/{id}/enrich', { params: { id: lead.id } }),
    onSuccess: (answer) => setAskedAt(answer.askedAt),
    onError: (error) => showToast(messageOf(error)),
  });
  useEffect(() => {
    if (askedAt === undefined) return;
    const end = Date.now() + PATIENCE;
    let waiting: ReturnType<typeof setTimeout>;
    const look = async () => {
      const query = provenanceQuery(lead);
      const now = await cache.fetchQuery({ ...query, staleTime: 0 }).catch(() => undefined); // it is looked at again
      const done = now !== undefined && isDone(now, askedAt);
      if (!done && Date.now() < end) {
        waiting = setTimeout(look, LOOK_EVERY);
        return;
      }
      setAskedAt(undefined);
      await reload().catch(() => undefined); // what is shown stays
      showToast(done ? 'Looked up' : 'The look-up takes longer; open the lead again in a moment');
    };
    waiting = setTimeout(look, LOOK_EVERY);
    return () => clearTimeout(waiting);
  }, [askedAt]);
  return { ask: () => ask.mutate(), busy: ask.isPending || askedAt !== undefined };
};
