import type { Lead } from './lead-queries.ts';
import { signed } from './signed.ts';

/** Why a lead has its score: every reason with its points, the weightiest first, and their sum. */
export const ScoreReasons = ({ lead }: { readonly lead: Pick<Lead, 'score' | 'scoreReasons'> }) => {
  const reasons = lead.scoreReasons.toSorted(
    (one, other) => other.points - one.points || one.label.localeCompare(other.label),
  );
  const sum = lead.scoreReasons.reduce((total, reason) => total + reason.points, 0);
  if (lead.scoreReasons.length === 0) return <p class="soft">Nothing is known yet that would count.</p>;
  return (
    <table class="reasons">
      <tbody>
        {reasons.map((reason) => (
          <tr key={reason.rule}>
            <th scope="row">{reason.label}</th>
            <td class={reason.points < 0 ? 'minus' : 'plus'}>{signed(reason.points)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{sum === lead.score ? 'Score' : `Score, from ${signed(sum)} held within 0 and 100`}</th>
          <td>{lead.score}</td>
        </tr>
      </tfoot>
    </table>
  );
};
