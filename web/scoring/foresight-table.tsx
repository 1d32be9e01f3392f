import { counted } from '../imports/import-words.ts';
import type { Simulation } from './scoring-queries.ts';
import { missingEnds, percent } from './simulation-words.ts';

/** How well the rules of now and the proposed ones tell who converts from who does not, side by side. */
export const ForesightTable = ({ closed }: { readonly closed: Simulation['closed'] }) => {
  const { converted, disqualified, before, after } = closed;
  const missing = missingEnds(closed);
  return (
    <section class="finding" aria-label="Closed leads">
      <h3>Would it have found those who bought?</h3>
      {missing && <p class="soft">{missing}</p>}
      {converted + disqualified > 0 && (
        <>
          <p class="soft">
            {counted(converted, 'lead')} converted and {counted(disqualified, 'lead')} disqualified so far.
          </p>
          <table class="figures">
            <thead>
              <tr>
                <td />
                <th scope="col">Now</th>
                <th scope="col">Then</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">
                  Precision
                  <span class="figure-note">Of the candidates, so many converted.</span>
                </th>
                <td>{percent(before.precision)}</td>
                <td>{percent(after.precision)}</td>
              </tr>
              <tr>
                <th scope="row">
                  Recall
                  <span class="figure-note">Of those that converted, so many were candidates.</span>
                </th>
                <td>{percent(before.recall)}</td>
                <td>{percent(after.recall)}</td>
              </tr>
            </tbody>
          </table>
        </>
      )}
    </section>
  );
};
