import { countInFigures } from '../imports/import-words.ts';
import type { Simulation } from './scoring-queries.ts';
import { bandName } from './simulation-words.ts';

const WIDTH = 320;
const HEIGHT = 120;
const FOOT = 18;
const SLOT = WIDTH / 10;
const BAR = 12;

interface ScoreHistogramProps {
  readonly scores: Simulation['open']['scores'];
}

interface BarsProps {
  readonly counts: readonly number[];
  readonly highest: number;
  readonly shift: number;
  readonly look: string;
}

const Bars = ({ counts, highest, shift, look }: BarsProps) => (
  <g class={look}>
    {counts.map((count, bar) => {
      // What is there at all can be seen.
      const height = count === 0 ? 0 : Math.max(2, ((HEIGHT - FOOT) * count) / highest);
      const x = bar * SLOT + shift;
      return <rect key={bar} x={x} y={HEIGHT - FOOT - height} width={BAR} height={height} rx="2" />;
    })}
  </g>
);

/** How many open leads have which score, now and by the proposed rules: drawn, and as a table for those who do not see it. */
export const ScoreHistogram = ({ scores: { before, after } }: ScoreHistogramProps) => {
  const highest = Math.max(1, ...before, ...after);
  return (
    <figure class="histogram">
      <figcaption>
        Scores of open leads <span class="key before">now</span> <span class="key after">then</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <Bars counts={before} highest={highest} shift={3} look="before" />
        <Bars counts={after} highest={highest} shift={17} look="after" />
        <line x1="0" x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
        {[0, 2, 4, 6, 8].map((bar) => (
          <text key={bar} x={bar * SLOT + 3} y={HEIGHT - 4}>
            {bar * 10}
          </text>
        ))}
        <text x={WIDTH - 3} y={HEIGHT - 4} text-anchor="end">
          100
        </text>
      </svg>
      <details class="fold-quiet">
        <summary>As a table</summary>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">Score</th>
              <th scope="col">Now</th>
              <th scope="col">Then</th>
            </tr>
          </thead>
          <tbody>
            {before.map((count, bar) => (
              <tr key={bandName(bar)}>
                <th scope="row">{bandName(bar)}</th>
                <td>{countInFigures(count)}</td>
                <td>{countInFigures(after[bar] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};
