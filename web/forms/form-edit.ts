import { contentOf, draftOf, type FormContent, type FormDraft } from './form-draft.ts';
import type { Form, FormChanges } from './form-queries.ts';
import type { FormPart } from './form-words.ts';

const PARTS = [
  'name',
  'active',
  'fields',
  'allowedOrigins',
  'thankYou',
  'consents',
  'doubleOptIn',
  'defaults',
  'spam',
  'dropIn',
] as const satisfies readonly FormPart[];

/** A value with the names in it in one order, so that equal contents read the same. */
const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** A value as text; equal contents read the same. */
export const written = (value: unknown): string => JSON.stringify(value, inOrder);

/** The parts in which two contents differ. */
export const changedParts = (one: FormContent, other: FormContent): readonly FormPart[] =>
  PARTS.filter((part) => written(one[part]) !== written(other[part]));

/** Only what changed, to be sent. */
export const changesOf = (began: FormContent, mine: FormContent): FormChanges => {
  const changed = new Set<string>(changedParts(began, mine));
  return Object.fromEntries(Object.entries(mine).filter(([part]) => changed.has(part)));
};

/** The content of a form, without what the API keeps beside it. */
export const contentOfForm = ({ id: _, version: _v, createdAt: _c, updatedAt: _u, ...content }: Form): FormContent =>
  content;

const contentPartsOf = (content: FormContent, parts: readonly string[]): Partial<FormContent> =>
  Object.fromEntries(Object.entries(content).filter(([part]) => parts.includes(part)));

/** A form that is being edited: the version and content that it began with, and what it says by now. */
export interface FormEdit {
  readonly version: number;
  readonly began: FormContent;
  readonly draft: FormDraft;
}

/** An edit of the form as it is. */
export const beginEdit = (form: Form): FormEdit => {
  const began = contentOfForm(form);
  return { version: form.version, began, draft: draftOf(began) };
};

/** The parts that the person changed so far. */
export const editedParts = ({ began, draft }: FormEdit): readonly FormPart[] => changedParts(began, contentOf(draft));

/** The edit after it was saved: what was typed stays as it is on the page unless the API keeps it otherwise. */
export const savedEdit = (edit: FormEdit, saved: Form): FormEdit => {
  const began = contentOfForm(saved);
  const isSame = changedParts(began, contentOf(edit.draft)).length === 0;
  const fields = edit.draft.fields.map((field) => ({ ...field, keyFollows: false }));
  return { version: saved.version, began, draft: isSame ? { ...edit.draft, fields } : draftOf(began) };
};

export interface OvertakenEdit {
  /** The edit on top of the newest version: this person's parts as they typed them, the others as somebody else left them. */
  readonly edit: FormEdit;
  /** What somebody else changed. */
  readonly theirs: readonly FormPart[];
  /** What both changed, differently. */
  readonly conflicts: readonly FormPart[];
}

/** Brings an edit on top of what somebody else saved first. */
export const overtakenEdit = (edit: FormEdit, fresh: Form): OvertakenEdit => {
  const now = contentOfForm(fresh);
  const mine = contentOf(edit.draft);
  const theirs = changedParts(edit.began, now);
  const changes = changesOf(edit.began, mine);
  const differing = new Set(changedParts(now, mine));
  const conflicts = theirs.filter((part) => Object.hasOwn(changes, part) && differing.has(part));
  const merged = { ...now, ...contentPartsOf(mine, Object.keys(changes)) };
  return { edit: { version: fresh.version, began: now, draft: draftOf(merged) }, theirs, conflicts };
};
