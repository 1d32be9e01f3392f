import { countInFigures } from '../imports/import-words.ts';
import type { Simulation } from './scoring-queries.ts';

const VERDICTS = [
  { verdict: 'tooHigh', label: 'Too high', met: 'get fewer points' },
  { verdict: 'tooLow', label: 'Too low', met: 'get more points' },
  { verdict: 'right', label: 'Right', met: 'stay what they are' },
] as const;

/** What reps said of scores, and how many of them the proposed rules meet. */
export const JudgementsMet = ({ judgements }: { readonly judgements: Simulation['judgements'] }) => {
  const given = VERDICTS.filter(({ verdict }) => judgements[verdict].leads > 0);
  return (
    <section class="finding" aria-label="What reps said">
      <h3>What reps said of scores</h3>
      {given.length === 0 ? (
        <p class="soft">Nobody has judged a score yet. Reps do so on the page of a lead.</p>
      ) : (
        <dl class="pairs">
          {given.map(({ verdict, label, met }) => (
            <div key={verdict}>
              <dt>{label}</dt>
              <dd>
                {countInFigures(judgements[verdict].met)} of {countInFigures(judgements[verdict].leads)} {met}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
};
