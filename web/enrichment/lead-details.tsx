import { isOpen } from '../../lib/leads/lead-status.ts';
import { valueInWords } from '../fields/custom-text.ts';
import { type FieldDefinition, useFieldsOf } from '../fields/field-queries.ts';
import type { Lead } from '../leads/lead-queries.ts';
import { Explained } from '../look/explained.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { pageOf } from '../records/record-ref.ts';
import { timeAgo } from '../wording/relative-time.ts';
import { type KnownValue, type Provenance, useLookUpAgain, useProvenance } from './provenance-queries.ts';
import {
  confidenceInWords,
  countryInWords,
  lineInWords,
  lookUpInWords,
  ownValueInWords,
  sourceInWords,
  timeThere,
  VALUE_LABELS,
} from './value-words.ts';

const CUSTOM = 'custom.';

interface Shown {
  readonly field: string;
  readonly label: string;
  readonly words: string;
  readonly isLink: boolean;
}

const ownOf = (lead: Lead): Shown[] => {
  const { firstName, lastName, email, phone, company, title, industry, employees, country } = lead;
  const values = { firstName, lastName, email, phone, company, title, industry, employees, country };
  return Object.entries(values).flatMap(([field, value]) =>
    value === null
      ? []
      : [{ field, label: VALUE_LABELS[field] ?? field, words: ownValueInWords(field, value), isLink: false }],
  );
};

const customOf = ({ custom }: Lead, definitions: readonly FieldDefinition[]): Shown[] =>
  definitions.flatMap((definition) => {
    const { key, label, kind } = definition;
    const value = custom[key];
    const isLink = kind === 'url';
    return value === undefined
      ? []
      : [{ field: `${CUSTOM}${key}`, label, words: valueInWords(definition, value), isLink }];
  });

/** Whose word a value is, since when, and how far it is believed. */
const Origin = ({ known }: { readonly known: KnownValue }) => (
  <>
    <strong>{sourceInWords(known.source)}</strong>
    <span>{timeAgo(known.at, Date.now())}</span>
    {known.confidence < 1 && <span>Believed to {confidenceInWords(known.confidence)}</span>}
    {known.cased && <span>Capitals and small letters are ours</span>}
  </>
);

const Value = ({ shown, known }: { readonly shown: Shown; readonly known: KnownValue | undefined }) => {
  if (shown.isLink) {
    // The API takes none but http and https addresses into such a field.
    return (
      <a href={shown.words} target="_blank" rel="noreferrer" title={known && sourceInWords(known.source)}>
        {shown.words}
      </a>
    );
  }
  return known ? <Explained explanation={<Origin known={known} />}>{shown.words}</Explained> : shown.words;
};

/** What follows from the data by itself. */
const Derived = ({ lead }: { readonly lead: Lead }) => {
  const line = lineInWords(lead);
  return (
    <>
      {line && (
        <div>
          <dt>Line</dt>
          <dd>{line}</dd>
        </div>
      )}
      {lead.time && (
        <div>
          <dt>Time there</dt>
          <dd>
            {timeThere(lead.time, Date.now())} <span class="soft">{countryInWords(lead.time.country)}</span>
          </dd>
        </div>
      )}
      {lead.accountMatch && (
        <div>
          <dt>Account</dt>
          <dd>
            <a href={pageOf({ kind: 'accounts', id: lead.accountMatch.id })}>{lead.accountMatch.name}</a>{' '}
            <span class="soft">has this domain</span>
          </dd>
        </div>
      )}
    </>
  );
};

const labelOf = (field: string, definitions: readonly FieldDefinition[]): string =>
  VALUE_LABELS[field] ?? definitions.find(({ key }) => field === `${CUSTOM}${key}`)?.label ?? field;

interface NotesProps {
  readonly provenance: Provenance;
  readonly definitions: readonly FieldDefinition[];
}

/** What providers said beside what is shown, and how the look-up went. */
const Notes = ({ provenance: { notTaken, lookUps }, definitions }: NotesProps) => (
  <ul class="value-notes soft" aria-label="Look-ups">
    {lookUps.map((lookUp) => (
      <li key={lookUp.provider}>
        {lookUpInWords(lookUp)}
        {lookUp.at && `, ${timeAgo(lookUp.at, Date.now())}`}
      </li>
    ))}
    {notTaken.map(({ field, value, source }) => (
      <li key={`${field} ${source.id}`}>
        Not taken: {source.label} says {labelOf(field, definitions).toLowerCase()} {ownValueInWords(field, value)}
      </li>
    ))}
  </ul>
);

/** Everything that is known of a lead, each value with whose word it is; its company can be looked up anew. */
export const LeadDetails = ({ lead }: { readonly lead: Lead }) => {
  const { sell } = useAbilities();
  const definitions = useFieldsOf('lead');
  const provenance = useProvenance(lead);
  const { ask, busy } = useLookUpAgain(lead);
  const { values = [], lookUps = [], notTaken = [] } = provenance.data ?? {};
  return (
    <section class="card background" aria-labelledby="details-title">
      <div class="card-head">
        <h2 id="details-title">Details</h2>
        {sell && isOpen(lead.status) && lookUps.length > 0 && (
          <button type="button" class="button small" disabled={busy} onClick={ask}>
            {busy ? 'Looking up…' : 'Look up again'}
          </button>
        )}
      </div>
      <dl class="pairs">
        {[...ownOf(lead), ...customOf(lead, definitions)].map((shown) => (
          <div key={shown.field}>
            <dt>{shown.label}</dt>
            <dd>
              <Value shown={shown} known={values.find(({ field }) => field === shown.field)} />
            </dd>
          </div>
        ))}
        <Derived lead={lead} />
      </dl>
      {lead.tags.length > 0 && (
        <ul class="chips" aria-label="Tags">
          {lead.tags.map((tag) => (
            <li key={tag} class="chip tag">
              {tag}
            </li>
          ))}
        </ul>
      )}
      {provenance.data && (lookUps.length > 0 || notTaken.length > 0) && (
        <Notes provenance={provenance.data} definitions={definitions} />
      )}
    </section>
  );
};
