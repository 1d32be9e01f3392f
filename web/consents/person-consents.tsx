import { codeAsWords } from '../wording/labels.ts';
import { clockTime, dayName } from '../wording/relative-time.ts';
import { type ConsentLedger, type Person, useConsents } from './consent-queries.ts';

type State = ConsentLedger['purposes'][number]['state'];

const STATE_LABELS: Readonly<Record<State, string>> = {
  given: 'Agreed',
  pending: 'Link in the mail not followed yet',
  confirmed: 'Agreed and confirmed by mail',
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
          {data.items.map(({ purpose, state, at, wording, formId, formVersion, submissionId }) => (
            <li key={`${purpose} ${state} ${submissionId}`}>
              <strong>{codeAsWords(purpose)}</strong>
              <span class="soft">
                {' '}
                · {STATE_LABELS[state]} · {moment(at)} · form {formId}, version {formVersion}
              </span>
              {wording && <q>{wording}</q>}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
};
