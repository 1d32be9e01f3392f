import { clockTime, dayName } from '../wording/relative-time.ts';
import type { Lead } from './lead-queries.ts';

/** Where the lead came from. */
export const LeadSource = ({ lead }: { readonly lead: Lead }) => {
  const { kind, formId, utm } = lead.source;
  return (
    <section class="card background" aria-labelledby="source-title">
      <h2 id="source-title">Where it came from</h2>
      <dl class="pairs">
        <div>
          <dt>Source</dt>
          <dd>{kind === 'form' ? `Form “${formId ?? 'unknown'}”` : 'Entered by hand'}</dd>
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
        {Object.entries(utm).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>First seen</dt>
          <dd>
            {dayName(lead.createdAt, Date.now())}, {clockTime(lead.createdAt)}
          </dd>
        </div>
      </dl>
    </section>
  );
};
