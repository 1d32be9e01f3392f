import { messageOf } from '../api/problem.ts';
import { type Import, useImportStep } from './import-queries.ts';
import { JOB_WORDS, jobInWords } from './job-words.ts';
import { OutcomeTiles } from './outcome-tiles.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { StageTitle } from './stage-title.tsx';

/** An import while it is worked on: how far it is, how fast, how long still, and what became of the rows so far. */
export const JobStage = ({ imported }: { readonly imported: Import }) => {
  const { state, job, counts } = imported;
  const step = useImportStep(imported);
  const kind = job?.kind ?? 'read';
  const { title, stop, note } = JOB_WORDS[kind];
  const writes = kind === 'commit' || kind === 'undo';
  return (
    <>
      <section class="card job" aria-label={title}>
        <div class="job-head">
          <StageTitle name={title}>{job ? jobInWords(job) : 'Starting…'}</StageTitle>
          <button type="button" class="button" disabled={step.isPending} onClick={() => step.mutate('cancel')}>
            {stop}
          </button>
        </div>
        <ProgressBar label={title} done={job?.done ?? 0} total={job?.total ?? 0} />
        <p class="soft">{note} This goes on by itself; you can leave the page.</p>
        {step.isError && (
          <p class="notice" role="alert">
            {messageOf(step.error)}
          </p>
        )}
      </section>
      {writes && <OutcomeTiles key={state} counts={counts} />}
    </>
  );
};
