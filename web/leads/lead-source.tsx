import { AttributionPairs } from '../submissions/attribution-pairs.tsx';
import { clockTime, dayName } from '../wording/relative-time.ts';
import type { Lead } from './lead-queries.ts';

type Attribution = NonNullable<Lead['attribution']['first']>;

const Touch = ({ title, attribution }: { readonly title: string; readonly attribution: Attribution }) => (
  <>
    <h3 class="pairs-title">
      {title}, {dayName(attribution.at, Date.now())}
    </h3>
    <dl class="pairs">
      <AttributionPairs attribution={attribution} />
    </dl>
  </>
);

/** The first scrap of the lead, in words. */
const Source = ({ source: { kind, formId, importId, importName } }: { readonly source: Lead['source'] }) => {
  if (kind === 'form') return <>Form “{formId ?? 'unknown'}”</>;
  if (kind === 'rep') return <>Entered by hand</>;
  if (importId === null) return <>From a list</>;
  return (
    <>
      From the list <a href={`/imports/${encodeURIComponent(importId)}`}>{importName ?? 'unknown'}</a>
    </>
  );
};

/** Where the lead came from: by which form or list, and what brought the person there the first and the last time. */
export const LeadSource = ({ lead }: { readonly lead: Lead }) => {
  const { first, last } = lead.attribution;
  const same = first?.at === last?.at;
  return (
    <section class="card background" aria-labelledby="source-title">
      <h2 id="source-title">Where it came from</h2>
      <dl class="pairs">
        <div>
          <dt>Source</dt>
          <dd>
            <Source source={lead.source} />
          </dd>
        </div>
        {lead.submissionCount > 0 && (
          <div>
            <dt>Submissions</dt>
            <dd>{lead.submissionCount}</dd>
          </div>
        )}
        {lead.companyDomain && (
          <div>
            <dt>Company domain</dt>
            <dd>{lead.companyDomain}</dd>
          </div>
        )}
        <div>
          <dt>First seen</dt>
          <dd>
            {dayName(lead.createdAt, Date.now())}, {clockTime(lead.createdAt)}
          </dd>
        </div>
      </dl>
      {first && <Touch title={same ? 'Came by' : 'First came by'} attribution={first} />}
      {last && !same && <Touch title="Last came by" attribution={last} />}
    </section>
  );
};
