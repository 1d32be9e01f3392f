interface ProgressBarProps {
  /** What it measures, for screen readers. */
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** A bar that fills; without a total it only says that something moves. */
export const ProgressBar = ({ label, done, total }: ProgressBarProps) =>
  total > 0 ? (
    <progress class="bar" aria-label={label} value={Math.min(done, total)} max={total} />
  ) : (
    <progress class="bar" aria-label={label} />
  );
