import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

const HOVER_MS = 150;

interface ExplainedProps {
  readonly children: ComponentChildren;
  /** What is told of it; short, and without anything to press. */
  readonly explanation: ComponentChildren;
}

/** A value that says more about itself where the pointer or the focus is on it, or when it is tapped; Escape hides that again. */
export const Explained = ({ children, explanation }: ExplainedProps) => {
  const [shown, setShown] = useState(false);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const hide = () => {
    clearTimeout(waiting.current);
    setShown(false);
  };
  useEffect(() => () => clearTimeout(waiting.current), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is pressed is the button inside; this only keeps the explanation open under the pointer
    <span
      class="explained"
      onPointerEnter={(event) => {
        if (event.pointerType === 'mouse') waiting.current = setTimeout(() => setShown(true), HOVER_MS);
      }}
      onPointerLeave={(event) => event.pointerType === 'mouse' && hide()}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      <button
        type="button"
        aria-describedby={id}
        onClick={() => setShown(!shown)}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setShown(true)}
        onBlur={hide}
      >
        {children}
      </button>
      <span id={id} class="explanation" role="tooltip" hidden={!shown}>
        {explanation}
      </span>
    </span>
  );
};
