import { codeAsWords } from '../wording/labels.ts';
import { clockTime, dayName } from '../wording/relative-time.ts';
import { type ConsentLedger, type Person, useConsents } from './consent-queries.ts';

type State = ConsentLedger['purposes'][number]['state'];

const STATE_LABELS: Readonly<Record<State, string>> = {
  given: 'Agreed',
  pending: 'Link in the mail not followed yet',
  confirmed: 'Agreed and confirmed by mail',
};

type Entry = ConsentLedger['items'][number];

/** By what somebody agreed: a version of a form, or a list that came in. */
const Origin = ({ formId, formVersion, importId }: Pick<Entry, 'formId' | 'formVersion' | 'importId'>) => {
  if (importId !== null) return <a href={`/imports/${encodeURIComponent(importId)}`}>a list</a>;
  return (
    <>
      form {formId ?? 'unknown'}
      {formVersion !== null && `, version ${formVersion}`}
    </>
  );
};

const moment = (at: string): string => `${dayName(at, Date.now())}, ${clockTime(at)}`;

/** What a person agreed to, how each purpose stands, and the ledger behind it; nothing for somebody who was never asked. */
export const PersonConsents = ({ person }: { readonly person: Person }) => {
  const { data } = useConsents(person);
  if (!data || data.items.length === 0) return null;
  return (
    <section class="card background" aria-labelledby="person-consents-title">
      <h2 id="person-consents-title">Consents</h2>
      <dl class="pairs">
        {data.purposes.map(({ purpose, state, at }) => (
          <div key={purpose}>
            <dt>{codeAsWords(purpose)}</dt>
            <dd>
              <span class={state === 'pending' ? 'chip' : 'chip stage-won'}>{STATE_LABELS[state]}</span>{' '}
              <span class="soft">since {moment(at)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <details class="ledger">
        <summary>All entries</summary>
        <ol>
          {data.items.map((entry) => (
            <li key={`${entry.purpose} ${entry.state} ${entry.submissionId ?? entry.importId}`}>
              <strong>{codeAsWords(entry.purpose)}</strong>
              <span class="soft">
                {' '}
                · {STATE_LABELS[entry.state]} · {moment(entry.at)} · <Origin {...entry} />
              </span>
              {entry.wording && <q>{entry.wording}</q>}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
};
