import type { SpeedReport } from './speed-queries.ts';
import { keptShare, timeTaken } from './speed-words.ts';

type Owner = SpeedReport['owners'][number];

const COLUMNS: readonly (readonly [string, (owner: Owner) => string | number])[] = [
  ['Leads', ({ leads }) => leads],
  ['Median', ({ medianSeconds }) => timeTaken(medianSeconds)],
  ['9 of 10 within', ({ p90Seconds }) => timeTaken(p90Seconds)],
  ['Promises kept', keptShare],
  ['Waiting', ({ waiting }) => waiting],
  ['Overdue', ({ overdue }) => overdue],
];

const nameOf = ({ ownerId, name }: Owner): string => name ?? (ownerId === null ? 'Nobody’s' : 'Somebody who left');

/** How soon each rep answered, a line each; on a phone, a block each. */
export const SpeedTable = ({ owners }: { readonly owners: readonly Owner[] }) => (
  <section class="card" aria-labelledby="owners-title">
    <h2 id="owners-title">By owner</h2>
    <table class="speed">
      <thead>
        <tr>
          <th scope="col">Owner</th>
          {COLUMNS.map(([label]) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {owners.map((owner) => (
          <tr key={owner.ownerId ?? ''}>
            <th scope="row">{nameOf(owner)}</th>
            {COLUMNS.map(([label, show]) => (
              <td key={label} data-label={label} class={label === 'Overdue' && owner.overdue > 0 ? 'late' : undefined}>
                {show(owner)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
