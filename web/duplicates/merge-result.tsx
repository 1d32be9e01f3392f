import type { Lead } from '../leads/lead-queries.ts';
import { ScoreRing } from '../leads/score-ring.tsx';
import { LEAD_STATUS_LABELS } from '../wording/labels.ts';

const Pair = ({ name, value }: { readonly name: string; readonly value: string }) =>
  value === '' ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );

/** What comes of a merge, before it is made. */
export const MergeResult = ({ lead }: { readonly lead: Lead }) => (
  <section class="card" aria-labelledby="result-title" aria-live="polite">
    <h2 id="result-title">What comes of it</h2>
    <div class="merge-result">
      <ScoreRing score={lead.score} candidate={lead.candidate} size={56} />
      <dl class="pairs">
        <Pair name="Name" value={lead.name} />
        <Pair name="Company" value={[lead.title, lead.company].filter(Boolean).join(' · ')} />
        <Pair name="E-mail" value={lead.email ?? ''} />
        <Pair name="Is reached at, too" value={lead.otherEmails.join(', ')} />
        <Pair name="Phone" value={lead.phone ?? ''} />
        <Pair name="Status" value={LEAD_STATUS_LABELS[lead.status]} />
        <Pair name="Score" value={`${lead.score} of 100`} />
        <Pair name="Submissions" value={lead.submissionCount > 0 ? String(lead.submissionCount) : ''} />
        <Pair name="Tags" value={lead.tags.join(', ')} />
      </dl>
    </div>
    <p class="soft">Both timelines are read as one. The merge can be undone on the lead’s page.</p>
  </section>
);
