import { messageOf } from '../api/problem.ts';
import { counted } from '../imports/import-words.ts';
import { ProgressBar } from '../imports/progress-bar.tsx';
import { useScoringJob, useStopScoringJob } from './scoring-queries.ts';
import { SimulationResult } from './simulation-result.tsx';
import type { ScoringEditing } from './use-scoring-edit.ts';

const Tried = ({ jobId, isOutdated }: { readonly jobId: string; readonly isOutdated: boolean }) => {
  const { data: job, error } = useScoringJob(jobId);
  const stop = useStopScoringJob();
  if (!job) return <p class="soft">{error ? messageOf(error) : 'Looking it up…'}</p>;
  const { state, progress, result } = job;
  if (state === 'running') {
    return (
      <div class="trying" role="status">
        <ProgressBar label="Trying the rules" done={progress.done} total={progress.total} />
        <div class="card-head">
          <span class="soft">{counted(progress.leads, 'lead')} looked at</span>
          <button type="button" class="button small" disabled={stop.isPending} onClick={() => stop.mutate(jobId)}>
            Stop
          </button>
        </div>
      </div>
    );
  }
  return (
    <>
      {isOutdated && <p class="warning">You changed the rules since this was tried. Try them again.</p>}
      {state === 'stopped' && <p class="warning">Stopped: this is of {counted(progress.leads, 'lead')} alone.</p>}
      {result ? <SimulationResult result={result} /> : <p class="soft">There is no result to show.</p>}
    </>
  );
};

interface TryItProps {
  readonly editing: ScoringEditing;
  readonly onTry: () => void;
}

/** Tries the rules as they are typed on all leads before they hold. */
export const TryIt = ({ editing, onTry }: TryItProps) => {
  const { tried, isOutdated, busy } = editing;
  return (
    <section class={tried ? 'card try-it tried' : 'card try-it'} aria-labelledby="try-title">
      <div class="card-head">
        <h2 id="try-title" tabIndex={-1}>
          Try it
        </h2>
        <button type="button" class="button small" disabled={busy} onClick={onTry}>
          {tried ? 'Try again' : 'Try these rules'}
        </button>
      </div>
      {tried ? (
        <Tried key={tried.jobId} jobId={tried.jobId} isOutdated={isOutdated} />
      ) : (
        <p class="soft">
          Looks at every lead and says who would become a candidate, who would be one no more, and whether those who
          bought would have been found. Nothing changes.
        </p>
      )}
    </section>
  );
};
