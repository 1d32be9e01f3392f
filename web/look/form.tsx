import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem, messageOf } from '../api/problem.ts';
import { readForm } from './read-form.ts';

interface FormProps {
  readonly children: ComponentChildren;
  readonly submitLabel: string;
  readonly busy: boolean;
  /** Whether the first field takes the focus; in a dialog it does anyway. */
  readonly focusFirst?: boolean;
  readonly error: unknown;
  /** Shown in place of the plain message, when the refusal deserves more. */
  readonly refusal?: ComponentChildren;
  readonly onSubmit: (texts: ReadonlyMap<string, string>) => void;
  readonly onCancel: () => void;
}

/** A form with its buttons; what was typed stays whatever the server says. Ctrl or Cmd with Enter sends it, Escape leaves it. */
export const Form = ({
  focusFirst = false,
  children,
  submitLabel,
  busy,
  error,
  refusal,
  onSubmit,
  onCancel,
}: FormProps) => {
  const form = useRef<HTMLFormElement>(null);
  // Before the next key is pressed, so that fast fingers type into the field.
  useLayoutEffect(() => {
    if (focusFirst) form.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [focusFirst]);
  // A refusal that no field of this form tells is told below them all.
  const [told, setTold] = useState(false);
  useLayoutEffect(() => {
    const wrong = error ? form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') : undefined;
    setTold(Boolean(wrong));
    wrong?.focus();
  }, [error]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!busy && form.current) onSubmit(readForm(form.current));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    // A dialog closes by itself on Escape.
    if (event.key === 'Escape' && !form.current?.closest('dialog')) onCancel();
  };
  return (
    <form ref={form} class="form" onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      {children}
      {Boolean(error) && (refusal || !told) && (
        <div class="notice" role="alert">
          {refusal ?? messageOf(error)}
        </div>
      )}
      <div class="form-buttons">
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class="button primary" disabled={busy}>
          {busy ? 'Saving…' : submitLabel}
        </button>
      </div>
    </form>
  );
};

/** The message for one field in an error, if it names the field. */
export const fieldError = (error: unknown, path: string): string | undefined =>
  error instanceof ApiProblem ? error.fields.get(path) : undefined;
