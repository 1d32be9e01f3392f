import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

interface FoldProps {
  readonly title: string;
  /** Whether something in it is wanted or wrong; once it was, it is not folded away under the hands of its person. */
  readonly open: boolean;
  readonly children: ComponentChildren;
}

/** Choices that most people leave as they are, folded under their name. */
export const Fold = ({ title, open, children }: FoldProps) => {
  const wanted = useRef(open);
  wanted.current ||= open;
  return (
    <details class="options-fold" open={wanted.current}>
      <summary>{title}</summary>
      <div class="form">{children}</div>
    </details>
  );
};
