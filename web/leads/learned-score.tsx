import type { LearnedScoreAnswer } from '../../lib/learned-scoring/learned-contract.ts';
import { signed } from './signed.ts';

const share = (probability: number): string => {
  const percent = 100 * probability;
  if (percent < 1) return 'less than 1 in 100';
  return percent > 99 ? 'more than 99 in 100' : `${Math.round(percent)} in 100`;
};

const NotEnough = ({ won, lost, needed }: Extract<LearnedScoreAnswer, { notEnough: unknown }>['notEnough']) => (
  <p class="soft">
    Not enough data yet: {won} converted and {lost} disqualified leads, of {needed} each that it takes.
  </p>
);

const Learned = ({
  learned: { probability, score, base, factors, basis },
}: {
  readonly learned: Exclude<LearnedScoreAnswer, { notEnough: unknown }>;
}) => (
  <>
    <p>
      Of leads that came in like this one, <strong>{share(probability)}</strong> convert.
    </p>
    <table class="reasons">
      <tbody>
        <tr>
          <th scope="row">A lead of which nothing is known</th>
          <td>{base}</td>
        </tr>
        {factors.map(({ label, points }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td class={points < 0 ? 'minus' : 'plus'}>{signed(points)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Learned score</th>
          <td>{score}</td>
        </tr>
      </tfoot>
    </table>
    <p class="soft">
      Learned from {basis.won} converted and {basis.lost} disqualified leads, by what was known when they came in.
    </p>
  </>
);

/** What earlier leads say of this one, under the reasons of its score: the odds, and the factors that add up; or what is missing for that. */
export const LearnedScore = ({ learned }: { readonly learned: LearnedScoreAnswer }) => (
  <section class="learned" aria-labelledby="learned-title">
    <h3 id="learned-title">What earlier leads say</h3>
    {'notEnough' in learned ? <NotEnough {...learned.notEnough} /> : <Learned learned={learned} />}
  </section>
);
