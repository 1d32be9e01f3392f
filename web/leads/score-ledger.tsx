import { evidenceInWords } from '../scoring/fact-words.ts';
import { GROUP_LABELS } from '../scoring/rule-words.ts';
import { dayName } from '../wording/relative-time.ts';
import type { ExplainedScore } from './score-queries.ts';
import { signed } from './signed.ts';

type Entry = ExplainedScore['entries'][number];

const EntryRow = ({ entry: { label, points, evidence, at } }: { readonly entry: Entry }) => {
  const found = evidenceInWords(evidence);
  const details = [...(found === undefined ? [] : [found]), ...(at === null ? [] : [dayName(at, Date.now())])];
  return (
    <tr>
      <th scope="row">
        {label}
        {details.length > 0 && <span class="figure-note">{details.join(' · ')}</span>}
      </th>
      <td class={points < 0 ? 'minus' : 'plus'}>{signed(points)}</td>
    </tr>
  );
};

const Group = ({ group, entries }: { readonly group: Entry['group']; readonly entries: readonly Entry[] }) => {
  const own = entries.filter((entry) => entry.group === group);
  if (own.length === 0) return null;
  const sum = own.reduce((total, { points }) => total + points, 0);
  return (
    <tbody>
      <tr class="reasons-group">
        <th scope="rowgroup">{GROUP_LABELS[group]}</th>
        <td>{sum}</td>
      </tr>
      {own.map((entry) => (
        <EntryRow key={entry.rule} entry={entry} />
      ))}
    </tbody>
  );
};

/** What a score is the sum of, by group: each reason with what it looked at and when that happened. */
export const ScoreLedger = ({ score }: { readonly score: ExplainedScore }) =>
  score.entries.length === 0 ? (
    <p class="soft">Nothing was known that would count.</p>
  ) : (
    <table class="reasons grouped">
      <Group group="fit" entries={score.entries} />
      <Group group="engagement" entries={score.entries} />
      <tfoot>
        <tr>
          <th scope="row">Score</th>
          <td>{score.score}</td>
        </tr>
      </tfoot>
    </table>
  );
