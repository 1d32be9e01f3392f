import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { itemsOf } from '../api/pages.ts';
import { useFormsById } from '../forms/form-queries.ts';
import { useRowKeys } from '../keyboard/use-row-keys.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Empty } from '../look/empty.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Tabs } from '../look/tabs.tsx';
import { Trouble } from '../look/trouble.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { type Review, useReview, useSubmissions } from './submission-queries.ts';
import { SubmissionRow } from './submission-row.tsx';
import { SUBMISSION_VIEWS } from './submission-views.ts';

type View = (typeof SUBMISSION_VIEWS)[number];

/** The submission whose row has the focus. */
const focusedRow = (): string | undefined =>
  document.activeElement instanceof HTMLElement ? document.activeElement.dataset['row'] : undefined;

const SubmissionList = ({ view }: { readonly view: View }) => {
  const { state, buttons } = view;
  const submissions = useSubmissions(state);
  const forms = useFormsById();
  const review = useReview(state);
  const list = useRef<HTMLUListElement>(null);
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [rejecting, setRejecting] = useState<readonly string[]>();
  const rows = itemsOf(submissions.data);
  const selected = rows.flatMap(({ id }) => (selection.has(id) ? [id] : []));

  const run = (what: Review, ids: readonly string[]) => {
    // The next row is where the work goes on.
    const place = rows.findIndex(({ id }) => ids.includes(id));
    review.mutate(
      { review: what, ids },
      {
        onSuccess: () => {
          setSelection(new Set());
          const left = Array.from(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []);
          (left[place] ?? left.at(-1))?.focus();
        },
      },
    );
  };
  const start = (what: Review, ids: readonly string[]) => {
    if (ids.length === 0 || review.isPending) return;
    if (what === 'reject') setRejecting(ids);
    else run(what, ids);
  };
  const focusedOrSelected = (): readonly string[] => {
    if (selected.length > 0) return selected;
    const focused = focusedRow();
    return focused === undefined ? [] : [focused];
  };
  useRowKeys(list, () => submissions.hasNextPage && !submissions.isFetchingNextPage && submissions.fetchNextPage());
  useShortcuts(
    buttons.flatMap(({ review: what, label, keys }) =>
      keys
        ? [{ keys, label: `${label.replace('…', '')} what is selected`, run: () => start(what, focusedOrSelected()) }]
        : [],
    ),
  );

  if (submissions.isPending) return <Skeleton rows={4} />;
  if (submissions.isError && !submissions.data) {
    return <Trouble error={submissions.error} onRetry={submissions.refetch} />;
  }
  if (rows.length === 0 && !submissions.hasNextPage) {
    return (
      <Empty icon="submission" title={view.empty}>
        {view.hint}
      </Empty>
    );
  }
  const select = (id: string, on: boolean) =>
    setSelection((before) => new Set(on ? [...before, id] : [...before].filter((other) => other !== id)));
  return (
    <>
      <p class="soft page-note">{view.note}</p>
      {buttons.length > 0 && (
        <fieldset class="bulk" aria-label="With those selected">
          <label class="switch">
            <input
              type="checkbox"
              checked={selected.length === rows.length && rows.length > 0}
              onChange={(event) => setSelection(new Set(event.currentTarget.checked ? rows.map(({ id }) => id) : []))}
            />
            {selected.length > 0 ? `${selected.length} selected` : 'Select all shown'}
          </label>
          {selected.length > 0 &&
            buttons.map(({ review: what, label }) => (
              <button
                key={what}
                type="button"
                class="button small"
                disabled={review.isPending}
                onClick={() => start(what, selected)}
              >
                {label}
              </button>
            ))}
        </fieldset>
      )}
      <ul class="submissions" ref={list} aria-label={view.label}>
        {rows.map((submission) => (
          <SubmissionRow
            key={submission.id}
            submission={submission}
            form={forms.get(submission.formId)}
            selected={selection.has(submission.id)}
            selectable={buttons.length > 0}
            buttons={buttons}
            busy={review.isPending}
            onSelect={(on) => select(submission.id, on)}
            onReview={(what) => start(what, [submission.id])}
          />
        ))}
      </ul>
      <LoadMore pages={submissions} />
      {rejecting && (
        <RejectDialog
          count={rejecting.length}
          onReject={() => run('reject', rejecting)}
          onClose={() => setRejecting(undefined)}
        />
      )}
    </>
  );
};

/** Form posts that somebody has to look at: suspects, those that could not be processed, and those that were rejected. */
export const SubmissionListPage = () => {
  const { query } = useLocation();
  const view = SUBMISSION_VIEWS.find(({ state }) => state === query['state']) ?? SUBMISSION_VIEWS[0];
  if (!view) return null;
  return (
    <>
      <header class="page-head">
        <PageTitle name="Submissions" />
      </header>
      <Tabs
        label="Views of submissions"
        tabs={SUBMISSION_VIEWS.map(({ state, label }) => ({
          href: state === 'quarantined' ? '/submissions' : `/submissions?state=${state}`,
          label,
          current: state === view.state,
        }))}
      />
      <SubmissionList key={view.state} view={view} />
    </>
  );
};
