import type { ComponentChildren } from 'preact';
import { type FormPart, PART_LABELS } from './form-words.ts';

interface SaveBarProps {
  readonly edited: readonly FormPart[];
  readonly busy: boolean;
  readonly onDiscard: () => void;
  /** What came of the last try to save. */
  readonly children: ComponentChildren;
}

/** Stays in sight while there is something to save. */
export const SaveBar = ({ edited, busy, onDiscard, children }: SaveBarProps) =>
  edited.length > 0 && (
    <fieldset class="save-bar" aria-label="Unsaved changes">
      {children}
      <span>
        <strong>Unsaved changes</strong>
        <span class="soft"> {edited.map((part) => PART_LABELS[part]).join(', ')}</span>
      </span>
      <span class="head-buttons">
        <button type="button" class="button" disabled={busy} onClick={onDiscard}>
          Discard
        </button>
        <button type="submit" class="button primary" disabled={busy}>
          {busy ? 'Saving…' : 'Save'}
        </button>
      </span>
    </fieldset>
  );
