import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer } from '../api/client.ts';
import { FIRST_PAGE, itemsOf, nextPage } from '../api/pages.ts';
import { messageOf } from '../api/problem.ts';
import { Empty } from '../look/empty.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { showToast } from '../look/toast.ts';
import { Trouble } from '../look/trouble.tsx';
import { Ago } from '../wording/ago.tsx';

type Submission = Answer<'GET /v1/submissions'>['items'][number];

const KEY = ['submissions', 'failed'];

const FailedSubmission = ({ submission }: { readonly submission: Submission }) => {
  const cache = useQueryClient();
  const redrive = useMutation({
    mutationFn: () => api('POST /v1/submissions/{id}/redrive', { params: { id: submission.id } }),
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
    onSuccess: async () => {
      showToast('On its way through the intake again');
      await cache.invalidateQueries({ queryKey: KEY });
    },
  });
  const { email, ...others } = submission.fields;
  return (
    <li class="row submission-row">
      <div class="row-main">
        <strong>{email ?? submission.id}</strong>
        <span class="row-sub">
          {Object.entries(others)
            .map(([name, value]) => `${name}: ${value}`)
            .join(' · ')}
        </span>
      </div>
      <span class="soft">
        Form “{submission.formId}”, <Ago at={submission.receivedAt} />
      </span>
      <button type="button" class="button" disabled={redrive.isPending} onClick={() => redrive.mutate()}>
        Send again
      </button>
    </li>
  );
};

/** Submissions that could not be processed; nothing of them is lost, and each can be sent again. */
export const FailedSubmissionsPage = () => {
  const failed = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam, signal }) =>
      api('GET /v1/submissions', { query: { state: 'failed', cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });
  const submissions = itemsOf(failed.data);
  return (
    <>
      <header class="page-head">
        <PageTitle name="Failed submissions" />
      </header>
      {failed.isPending && <Skeleton rows={4} />}
      {failed.isError && !failed.data && <Trouble error={failed.error} onRetry={failed.refetch} />}
      {failed.data && submissions.length === 0 && (
        <Empty icon="submission" title="Every submission went through">
          One that cannot be processed is kept here, to be looked at and sent again.
        </Empty>
      )}
      <ul class="rows">
        {submissions.map((submission) => (
          <FailedSubmission key={submission.id} submission={submission} />
        ))}
      </ul>
      <LoadMore pages={failed} />
    </>
  );
};
