import { countInFigures } from '../imports/import-words.ts';
import { pageOf } from '../records/record-ref.ts';
import { ForesightTable } from './foresight-table.tsx';
import { JudgementsMet } from './judgements-met.tsx';
import { ScoreHistogram } from './score-histogram.tsx';
import type { Simulation } from './scoring-queries.ts';
import { candidatesInWords } from './simulation-words.ts';

type Example = Simulation['examples']['flagged'][number];

interface ExamplesProps {
  readonly title: string;
  readonly count: number;
  readonly examples: readonly Example[];
}

const Examples = ({ title, count, examples }: ExamplesProps) =>
  count > 0 && (
    <details class="fold-quiet examples" open={examples.length <= 5}>
      <summary>
        {title} <span class="soft">{countInFigures(count)}</span>
      </summary>
      <ul>
        {examples.map(({ id, name, before, after }) => (
          <li key={id}>
            <a href={pageOf({ kind: 'leads', id })}>{name}</a>
            <span>
              {before} → <strong>{after}</strong>
            </span>
          </li>
        ))}
      </ul>
      {count > examples.length && <p class="soft">and {countInFigures(count - examples.length)} more</p>}
    </details>
  );

/** What the proposed rules would do, drawn. */
export const SimulationResult = ({ result }: { readonly result: Simulation }) => {
  const { open, examples, closed, judgements } = result;
  return (
    <div class="simulation">
      <div class="now-then">
        <span>
          <span class="tile-count">{countInFigures(open.candidates.before)}</span>
          <span class="tile-note">candidates now</span>
        </span>
        <span aria-hidden="true" class="soft">
          →
        </span>
        <span class="tile gold-count">
          <span class="tile-count">{countInFigures(open.candidates.after)}</span>
          <span class="tile-note">then</span>
        </span>
      </div>
      <p>{candidatesInWords(open)}</p>
      <Examples title="Would become candidates" count={open.flagged} examples={examples.flagged} />
      <Examples title="Would be candidates no more" count={open.unflagged} examples={examples.unflagged} />
      {open.leads > 0 && <ScoreHistogram scores={open.scores} />}
      <ForesightTable closed={closed} />
      <JudgementsMet judgements={judgements} />
    </div>
  );
};
