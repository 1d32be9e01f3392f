import type { ComponentChildren } from 'preact';

interface StageTitleProps {
  readonly name: string;
  readonly children?: ComponentChildren;
}

/** The heading of where an import stands, with a sentence about it. */
export const StageTitle = ({ name, children }: StageTitleProps) => (
  <div class="stage-head">
    <h2 tabIndex={-1} data-stage-title="">
      {name}
    </h2>
    {children && <p class="soft">{children}</p>}
  </div>
);
