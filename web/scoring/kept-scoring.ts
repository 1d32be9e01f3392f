import { editedParts, type ScoringEdit } from './scoring-edit.ts';

/** A simulation that was started here, and the rules that it tries. */
export interface Tried {
  readonly jobId: string;
  /** The set as text. */
  readonly set: string;
}

let edit: ScoringEdit | undefined;
let tried: Tried | undefined;

const askBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();

/** The unsaved edit of the rules, if there is one: going to another page and back loses nothing. */
export const keptEdit = (): ScoringEdit | undefined => edit;

/** Keeps an edit as long as it changes something; meanwhile the browser asks before the tab is closed or loaded again. */
export const keepEdit = (next: ScoringEdit | undefined): void => {
  edit = next && editedParts(next).length > 0 ? next : undefined;
  if (edit) addEventListener('beforeunload', askBeforeUnload);
  else removeEventListener('beforeunload', askBeforeUnload);
};

/** The last simulation of this tab. */
export const keptTried = (): Tried | undefined => tried;

/** Keeps a simulation to come back to, or forgets it. */
export const keepTried = (next: Tried | undefined): void => {
  tried = next;
};
