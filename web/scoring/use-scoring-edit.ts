import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { written } from '../forms/form-edit.ts';
import { showToast } from '../look/toast.ts';
import { keepEdit, keepTried, keptEdit, keptTried, type Tried } from './kept-scoring.ts';
import { refusalOfLimits } from './rule-faults.ts';
import { type ScoringDraft, setOf } from './scoring-draft.ts';
import { beginEdit, editedParts, type OvertakenEdit, overtakenEdit, type ScoringEdit } from './scoring-edit.ts';
import { type ScoringSettings, useReloadScoring, useSetScoring, useSimulateScoring } from './scoring-queries.ts';

/**
 * The editing of the scoring rules: what is typed is kept until it is published or discarded, also over a visit to another page. It can be
 * tried out before. When somebody else published first nothing is overwritten unasked: the edit is put on top of theirs and says so.
 */
export const useScoringEdit = (settings: ScoringSettings) => {
  const [edit, setEditState] = useState<ScoringEdit>(() => keptEdit() ?? beginEdit(settings));
  const [overtaken, setOvertaken] = useState<OvertakenEdit>();
  const [error, setError] = useState<unknown>();
  const [tried, setTriedState] = useState<Tried | undefined>(keptTried);
  const publishing = useSetScoring();
  const simulating = useSimulateScoring();
  const reload = useReloadScoring();
  const edited = editedParts(edit);

  const setEdit = (next: ScoringEdit) => {
    setEditState(next);
    keepEdit(next);
  };
  const setTried = (next: Tried | undefined) => {
    setTriedState(next);
    keepTried(next);
  };
  // Read again in the background: who has typed nothing yet sees the newest.
  if (edited.length === 0 && settings.version > edit.version) setEdit(beginEdit(settings));

  const change = (changes: Partial<ScoringDraft>) => {
    // What was refused stood at a place in a list, which may be another by now.
    if (changes.rules || changes.grades) setError(undefined);
    setEdit({ ...edit, draft: { ...edit.draft, ...changes } });
  };
  const discard = () => {
    setEdit(beginEdit(settings));
    setOvertaken(undefined);
    setError(undefined);
  };
  const tryOut = async () => {
    const lacking = refusalOfLimits(edit.draft);
    setError(lacking);
    if (lacking) return;
    const set = setOf(edit.draft);
    try {
      const { id } = await simulating.mutateAsync(set);
      setTried({ jobId: id, set: written(set) });
    } catch (problem) {
      // Shown in the editor, beside what was refused.
      setError(problem);
    }
  };
  const publish = async () => {
    const lacking = refusalOfLimits(edit.draft);
    setError(lacking);
    if (lacking) return;
    try {
      setEdit(beginEdit(await publishing.mutateAsync({ set: setOf(edit.draft), version: edit.version })));
      setOvertaken(undefined);
      // It compared with rules that hold no more.
      setTried(undefined);
      showToast('Published. All open leads are scored again.');
    } catch (problem) {
      // Everything is shown in the editor, which keeps what was typed.
      setError(problem);
      if (!(problem instanceof ApiProblem) || problem.status !== 412) return;
      const fresh = await reload().catch(setError);
      if (!fresh) return;
      const next = overtakenEdit(edit, fresh);
      setEdit(next.edit);
      setOvertaken(next);
    }
  };
  return {
    draft: edit.draft,
    edited,
    overtaken,
    error,
    /** What the API refused, by its path. */
    refused: error instanceof ApiProblem ? error.fields : new Map<string, string>(),
    busy: publishing.isPending || simulating.isPending,
    tried,
    /** Whether the rules were changed since they were tried. */
    isOutdated: tried !== undefined && tried.set !== written(setOf(edit.draft)),
    change,
    discard,
    tryOut,
    publish,
  };
};

export type ScoringEditing = ReturnType<typeof useScoringEdit>;
