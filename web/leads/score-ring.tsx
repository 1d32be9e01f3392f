const RADIUS = 16;
const AROUND = 2 * Math.PI * RADIUS;

interface ScoreRingProps {
  readonly score: number;
  /** A candidate's ring is gold. */
  readonly candidate: boolean;
  readonly size?: number;
}

/** The score as a figure in a ring that fills up to 100. */
export const ScoreRing = ({ score, candidate, size = 42 }: ScoreRingProps) => (
  <svg
    class={candidate ? 'score-ring gold' : 'score-ring'}
    width={size}
    height={size}
    viewBox="0 0 40 40"
    aria-hidden="true"
  >
    <circle class="score-track" cx="20" cy="20" r={RADIUS} />
    <circle
      class="score-fill"
      cx="20"
      cy="20"
      r={RADIUS}
      stroke-dasharray={`${(AROUND * score) / 100} ${AROUND}`}
      transform="rotate(-90 20 20)"
    />
    <text x="20" y="20" dy="0.36em" text-anchor="middle">
      {score}
    </text>
  </svg>
);
