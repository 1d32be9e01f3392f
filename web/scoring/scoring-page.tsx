import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { showToast } from '../look/toast.ts';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { keptEdit } from './kept-scoring.ts';
import { LimitsSection } from './limits-section.tsx';
import { PublicationProgress } from './publication-progress.tsx';
import { PublishBar } from './publish-bar.tsx';
import { RulesSection } from './rules-section.tsx';
import { draftOf } from './scoring-draft.ts';
import { type ScoringSettings, useScoring } from './scoring-queries.ts';
import { TryIt } from './try-it.tsx';
import { useScoringEdit } from './use-scoring-edit.ts';

/** Tells whoever leaves the page with something unpublished that it is kept, and the way back. */
const useLeavingWord = () => {
  const { route } = useLocation();
  useEffect(
    () => () => {
      if (!keptEdit()) return;
      showToast('Your scoring rules are not published yet. They are kept until you close this tab.', {
        action: { label: 'Go back', run: () => route('/scoring') },
      });
    },
    [],
  );
};

const NOTHING_REFUSED: ReadonlyMap<string, string> = new Map();

/** The rules for those who may look at them only. */
const Rules = ({ settings }: { readonly settings: ScoringSettings }) => {
  const draft = draftOf(settings.set);
  const part = { mayChange: false, change: () => undefined };
  return (
    <div class="record-main">
      <RulesSection group="fit" rules={draft.rules} refused={NOTHING_REFUSED} {...part} />
      <RulesSection group="engagement" rules={draft.rules} refused={NOTHING_REFUSED} {...part} />
      <LimitsSection draft={draft} errorAt={() => undefined} {...part} />
      <PublicationProgress />
    </div>
  );
};

const ScoringEditor = ({ settings }: { readonly settings: ScoringSettings }) => {
  const editing = useScoringEdit(settings);
  useLeavingWord();
  const { draft, edited, error, refused, change, tryOut } = editing;
  const editor = useRef<HTMLDivElement>(null);
  const trial = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const wrong = error ? editor.current?.querySelector<HTMLElement>(':not(dialog *)[aria-invalid="true"]') : undefined;
    wrong?.focus({ preventScroll: true });
    // The bar below would lie over it at the edge of the page.
    wrong?.scrollIntoView({ block: 'center' });
  }, [error]);
  const jobId = editing.tried?.jobId;
  const seen = useRef(jobId);
  useLayoutEffect(() => {
    if (seen.current === jobId) return;
    seen.current = jobId;
    if (jobId === undefined) return;
    const isBeside = matchMedia('(min-width: 1001px)').matches;
    if (!isBeside) trial.current?.scrollIntoView();
    trial.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }, [jobId]);
  return (
    <div class="record editor">
      <div ref={editor} class="record-main">
        <RulesSection group="fit" rules={draft.rules} mayChange refused={refused} change={change} />
        <RulesSection group="engagement" rules={draft.rules} mayChange refused={refused} change={change} />
        <LimitsSection draft={draft} mayChange errorAt={(path) => refused.get(path)} change={change} />
        <PublishBar editing={editing} onTry={tryOut} />
        {edited.length === 0 && <PublicationProgress />}
      </div>
      <div class="record-side beside" ref={trial}>
        <TryIt editing={editing} onTry={tryOut} />
      </div>
    </div>
  );
};

/** How leads are scored: the rules, and for managers a way to change them and to try them out first. */
export const ScoringPage = () => {
  const scoring = useScoring();
  const { manage } = useAbilities();
  return (
    <>
      <header class="page-head">
        <PageTitle name="Scoring" />
      </header>
      <p class="soft page-note">
        The score of a lead is the sum of what these rules give and take, from 0 to 100. A lead whose score is high
        enough is a candidate.
      </p>
      {scoring.data ? (
        manage ? (
          <ScoringEditor settings={scoring.data} />
        ) : (
          <Rules settings={scoring.data} />
        )
      ) : scoring.isError ? (
        <Trouble error={scoring.error} onRetry={scoring.refetch} />
      ) : (
        <Skeleton rows={5} tall />
      )}
    </>
  );
};
