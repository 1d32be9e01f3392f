import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'preact/hooks';
import { counted, countInFigures } from '../imports/import-words.ts';
import { ProgressBar } from '../imports/progress-bar.tsx';
import { useScoringJobs } from './scoring-queries.ts';

/** How far the open leads are scored again by the rules that were published last; nothing when they all are. */
export const PublicationProgress = () => {
  const cache = useQueryClient();
  const job = useScoringJobs().data?.items.find(({ kind }) => kind === 'publication');
  const isRunning = job?.state === 'running';
  const wasRunning = useRef(false);
  useEffect(() => {
    // The lists are in another order now.
    if (wasRunning.current && !isRunning) void cache.invalidateQueries({ queryKey: ['leads'] });
    wasRunning.current = isRunning;
  }, [isRunning]);
  if (!job || !isRunning) return null;
  const { done, total, leads, changed } = job.progress;
  return (
    <section class="save-bar publication" aria-label="Scoring again">
      <p>
        <strong>All open leads are scored again.</strong>{' '}
        <span class="soft">
          {counted(leads, 'lead')} looked at, {countInFigures(changed)} with another score. You can leave the page.
        </span>
      </p>
      <ProgressBar label="Scoring again" done={done} total={total} />
    </section>
  );
};
