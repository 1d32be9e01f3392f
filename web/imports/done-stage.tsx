import { messageOf } from '../api/problem.ts';
import { dayName } from '../wording/relative-time.ts';
import { type Import, useImportStep } from './import-queries.ts';
import { counted } from './import-words.ts';
import { Outcome } from './outcome.tsx';
import { commitInWords, rowsToWrite, undoInWords } from './outcome-words.ts';
import { ResultsButton } from './results-button.tsx';
import { StageTitle } from './stage-title.tsx';
import { UndoButton } from './undo-button.tsx';

const GoOn = ({ imported }: { readonly imported: Import }) => {
  const step = useImportStep(imported);
  const left = rowsToWrite(imported.counts) + (imported.counts.cancelled ?? 0);
  return (
    <>
      <button type="button" class="button primary" disabled={step.isPending} onClick={() => step.mutate('commit')}>
        {step.isPending ? 'Starting…' : left > 0 ? `Go on with ${counted(left, 'row')}` : 'Go on'}
      </button>
      {step.isError && (
        <p class="notice" role="alert">
          {messageOf(step.error)}
        </p>
      )}
    </>
  );
};

const TITLES = { committed: 'Imported', stopped: 'Stopped half-way', undone: 'Undone' } as const;

const sentenceOf = ({ state, counts, undoableUntil }: Import): string => {
  if (state === 'undone') return undoInWords(counts);
  const isUndo = (counts.undone ?? 0) + (counts.kept ?? 0) > 0;
  const did = isUndo ? undoInWords(counts) : commitInWords(counts);
  const until = undoableUntil ? ` It can be undone until ${dayName(undoableUntil, Date.now())}.` : '';
  return did + until;
};

interface DoneStageProps {
  readonly imported: Import;
  readonly state: keyof typeof TITLES;
}

/** An import that is through, was stopped, or was taken back: what became of each row, its results to download, the way back. */
export const DoneStage = ({ imported, state }: DoneStageProps) => {
  const undoing = (imported.counts.undone ?? 0) + (imported.counts.kept ?? 0) > 0;
  return (
    <>
      <div class="job-head stage-line done-head">
        <StageTitle name={TITLES[state]}>{sentenceOf(imported)}</StageTitle>
        <span class="head-buttons">
          {(state !== 'stopped' || imported.resultsReady) && <ResultsButton imported={imported} />}
          {state !== 'undone' && <UndoButton imported={imported} label={undoing ? 'Go on undoing…' : 'Undo…'} />}
          {state === 'stopped' && !undoing && <GoOn imported={imported} />}
        </span>
      </div>
      <Outcome imported={imported} />
    </>
  );
};
