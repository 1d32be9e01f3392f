import { messageOf } from '../api/problem.ts';
import { DiscardButton } from './discard-button.tsx';
import { type Import, useImportStep } from './import-queries.ts';
import { counted } from './import-words.ts';
import { Outcome } from './outcome.tsx';
import { planInWords, rowsToWrite } from './outcome-words.ts';
import { StageTitle } from './stage-title.tsx';

interface PlanStageProps {
  readonly imported: Import;
  readonly onRemap: () => void;
}

/** The plan: what would happen, row by row, and the word to do it. */
export const PlanStage = ({ imported, onRemap }: PlanStageProps) => {
  const { counts, rows } = imported;
  const step = useImportStep(imported);
  const writes = rowsToWrite(counts);
  return (
    <>
      <div class="job-head stage-line">
        <StageTitle name="The plan">{planInWords(counts, rows ?? 0)}</StageTitle>
        <DiscardButton imported={imported} />
      </div>
      <Outcome imported={imported} />
      <fieldset class="save-bar next-step" aria-label="Next step">
        <span class="soft">Nothing is written yet.</span>
        <span class="head-buttons">
          <button type="button" class="button" onClick={onRemap}>
            Change the mapping
          </button>
          <button
            type="button"
            class="button primary"
            disabled={step.isPending || writes === 0}
            onClick={() => step.mutate('commit')}
          >
            {step.isPending ? 'Starting…' : `Import ${counted(writes, 'row')}`}
          </button>
        </span>
        {step.isError && (
          <p class="notice" role="alert">
            {messageOf(step.error)}
          </p>
        )}
      </fieldset>
    </>
  );
};
