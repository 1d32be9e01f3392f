import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { showToast } from '../look/toast.ts';
import { contentOf, draftOf, type FormContent, type FormDraft } from './form-draft.ts';
import {
  beginEdit,
  changesOf,
  editedParts,
  type FormEdit,
  type OvertakenEdit,
  overtakenEdit,
  savedEdit,
} from './form-edit.ts';
import { type Form, useReloadForm, useUpdateForm } from './form-queries.ts';
import { dropEdit, keepEdit, keptEdit } from './kept-edits.ts';

/**
 * The editing of a form: what is typed is kept until it is saved or discarded, also over a visit to another page. When somebody else saved
 * first nothing is overwritten unasked: the edit is put on top of theirs and says so.
 */
export const useFormEdit = (form: Form) => {
  const [edit, setEditState] = useState<FormEdit>(() => keptEdit(form.id) ?? beginEdit(form));
  const [overtaken, setOvertaken] = useState<OvertakenEdit>();
  const [error, setError] = useState<unknown>();
  const update = useUpdateForm(form.id);
  const reload = useReloadForm(form.id);
  const edited = editedParts(edit);

  const setEdit = (next: FormEdit) => {
    setEditState(next);
    keepEdit(form.id, next);
  };
  // Read again in the background: who has typed nothing yet sees the newest.
  if (edited.length === 0 && form.version > edit.version) setEdit(beginEdit(form));

  const change = (changes: Partial<FormDraft>) => {
    // What was refused stood at a place in a list, which may be another by now.
    if (changes.fields || changes.consents) setError(undefined);
    setEdit({ ...edit, draft: { ...edit.draft, ...changes } });
  };
  const discard = () => {
    dropEdit(form.id);
    setEditState(beginEdit(form));
    setOvertaken(undefined);
    setError(undefined);
  };
  const save = async () => {
    setError(undefined);
    try {
      const changes = changesOf(edit.began, contentOf(edit.draft));
      const saved = await update.mutateAsync({ changes, version: edit.version });
      setEdit(savedEdit(edit, saved));
      setOvertaken(undefined);
      showToast('Saved. Pages with the form follow within five minutes.');
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
  const takeBack = (content: FormContent) => setEdit({ ...edit, draft: draftOf(content) });
  return {
    draft: edit.draft,
    version: edit.version,
    edited,
    overtaken,
    error,
    busy: update.isPending,
    change,
    discard,
    save,
    takeBack,
  };
};

export type FormEditing = ReturnType<typeof useFormEdit>;

/** What each section of the editor gets: the draft, how to change it, and what the API refused by its path. */
export interface SectionProps {
  readonly draft: FormDraft;
  readonly change: (changes: Partial<FormDraft>) => void;
  readonly errorAt: (path: string) => string | undefined;
}
