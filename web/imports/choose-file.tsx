import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { startUpload } from './uploads.ts';

/** What the file chooser offers; anything else can still be chosen, and the server looks into it. */
const LISTS = '.csv,.tsv,.tab,.txt,text/csv,text/tab-separated-values,text/plain,application/vnd.ms-excel';

interface ChooseFileProps {
  readonly class: string;
  readonly children: ComponentChildren;
  /** Whether `u` does the same. */
  readonly byKey?: boolean;
  /** After files were chosen. */
  readonly onChosen?: () => void;
}

/** A button that opens the file chooser and uploads what is chosen. */
export const ChooseFile = ({ class: look, children, byKey = false, onChosen }: ChooseFileProps) => {
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  useShortcuts(byKey ? [{ keys: 'u', label: 'Upload a file', run: choose }] : []);
  const take = (element: HTMLInputElement) => {
    const files = Array.from(element.files ?? []);
    // Emptied, so that the same file can be chosen again.
    element.value = '';
    for (const file of files) startUpload(file);
    if (files.length > 0) onChosen?.();
  };
  return (
    <>
      <button type="button" class={look} aria-keyshortcuts={byKey ? 'u' : undefined} onClick={choose}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        class="unseen"
        accept={LISTS}
        multiple
        tabIndex={-1}
        aria-hidden="true"
        data-file-chooser=""
        onChange={(event) => take(event.currentTarget)}
      />
    </>
  );
};
