import { editedParts, type FormEdit } from './form-edit.ts';

/** Edits that were left unsaved, by form: going to another page and back loses nothing. */
const kept = new Map<string, FormEdit>();

const askBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();

/** The unsaved edit of a form, if there is one. */
export const keptEdit = (formId: string): FormEdit | undefined => kept.get(formId);

/** Keeps an edit as long as it changes something; meanwhile the browser asks before the tab is closed or loaded again. */
export const keepEdit = (formId: string, edit: FormEdit): void => {
  if (editedParts(edit).length > 0) kept.set(formId, edit);
  else kept.delete(formId);
  if (kept.size > 0) addEventListener('beforeunload', askBeforeUnload);
  else removeEventListener('beforeunload', askBeforeUnload);
};

/** Forgets an edit. */
export const dropEdit = (formId: string): void => {
  kept.delete(formId);
  if (kept.size === 0) removeEventListener('beforeunload', askBeforeUnload);
};
