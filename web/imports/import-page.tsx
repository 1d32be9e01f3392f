import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { BackLink } from '../look/back-link.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { DoneStage } from './done-stage.tsx';
import { DiscardedStage, RefusedStage, UploadingStage } from './idle-stages.tsx';
import { ImportHeader } from './import-header.tsx';
import { type Import, useImport } from './import-queries.ts';
import { IMPORT_STATE_LABELS } from './import-words.ts';
import { JobStage } from './job-stage.tsx';
import { quarterInWords } from './job-words.ts';
import { MappingStage } from './mapping-stage.tsx';
import { PlanStage } from './plan-stage.tsx';

const Stage = ({ imported }: { readonly imported: Import }) => {
  const [remapping, setRemapping] = useState(false);
  const { state } = imported;
  switch (state) {
    case 'uploading':
      return <UploadingStage imported={imported} />;
    case 'refused':
      return <RefusedStage imported={imported} />;
    case 'ready':
      return <MappingStage imported={imported} />;
    case 'planned':
      return remapping ? (
        <MappingStage imported={imported} onBack={() => setRemapping(false)} />
      ) : (
        <PlanStage imported={imported} onRemap={() => setRemapping(true)} />
      );
    case 'reading':
    case 'planning':
    case 'committing':
    case 'undoing':
      return <JobStage imported={imported} />;
    case 'committed':
    case 'stopped':
    case 'undone':
      return <DoneStage imported={imported} state={state} />;
    case 'cancelled':
      return <DiscardedStage />;
  }
};

/**
 * Begins a state anew: all rows are listed again, and the heading takes the focus, since the button that brought the page from one state to the next is gone, and
 * the focus with it.
 */
const useBeginStates = (state: Import['state']) => {
  const { path, query, route } = useLocation();
  const before = useRef(state);
  useLayoutEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (query['rows'] !== undefined) route(path, true);
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('[data-stage-title]')?.focus({ preventScroll: true });
  }, [state, path, query, route]);
};

const ImportRecord = ({ imported }: { readonly imported: Import }) => {
  const { state, job } = imported;
  useBeginStates(state);
  return (
    <>
      <ImportHeader imported={imported} />
      <Stage key={state} imported={imported} />
      <p class="unseen" role="status">
        {(job && quarterInWords(job)) || IMPORT_STATE_LABELS[state]}
      </p>
    </>
  );
};

/** One import on its way from a file to leads, and back if need be. */
export const ImportPage = ({ id }: { readonly id: string }) => {
  const imported = useImport(id);
  return (
    <>
      <BackLink href="/imports" label="Imports" />
      {imported.data ? (
        <ImportRecord key={id} imported={imported.data} />
      ) : (
        <>
          <PageTitle name="Import" />
          {imported.isError ? (
            <Trouble error={imported.error} onRetry={imported.refetch} />
          ) : (
            <Skeleton rows={4} tall />
          )}
        </>
      )}
    </>
  );
};
