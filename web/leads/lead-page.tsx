import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { isOpen } from '../../lib/leads/lead-status.ts';
import { LogActivity } from '../activities/log-activity.tsx';
import { Timeline } from '../activities/timeline.tsx';
import { PersonConsents } from '../consents/person-consents.tsx';
import { ConvertedBanner } from '../conversion/converted-banner.tsx';
import { DuplicateHint, MergedBanner } from '../duplicates/lead-merges.tsx';
import { LeadDetails } from '../enrichment/lead-details.tsx';
import { BackLink } from '../look/back-link.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { Checklist } from '../qualification/checklist.tsx';
import { LeadAssignmentCard } from '../routing/lead-assignment.tsx';
import { DisqualifiedBanner } from './disqualified-banner.tsx';
import { LeadHeader } from './lead-header.tsx';
import { type Lead, useLead } from './lead-queries.ts';
import { LeadScore } from './lead-score.tsx';
import { LeadSource } from './lead-source.tsx';

const LeadRecord = ({ lead }: { readonly lead: Lead }) => {
  const { sell } = useAbilities();
  const record = { kind: 'leads', id: lead.id } as const;
  return (
    <>
      <LeadHeader lead={lead} />
      <DisqualifiedBanner lead={lead} />
      {lead.conversion && <ConvertedBanner conversion={lead.conversion} />}
      <MergedBanner lead={lead} />
      <DuplicateHint lead={lead} />
      <div class="record">
        <div class="record-main">
          {sell && isOpen(lead.status) && <LogActivity record={record} />}
          <Timeline record={record} />
        </div>
        <div class="record-side">
          <Checklist lead={lead} />
          <LeadScore lead={lead} />
          <LeadAssignmentCard lead={lead} />
          <LeadDetails lead={lead} />
          <LeadSource lead={lead} />
          <PersonConsents person={record} />
        </div>
      </div>
    </>
  );
};

/** Everything about one lead: who, how reached, last touch, timeline, checklist, conversion. */
export const LeadPage = ({ id }: { readonly id: string }) => {
  const { route } = useLocation();
  const lead = useLead(id);
  // The address of a lead that was merged leads to the one that it became part of.
  const now = lead.data?.id ?? id;
  useEffect(() => {
    if (now !== id) route(`/leads/${now}`, true);
  }, [now, id]);
  return (
    <>
      <BackLink href="/" label="Candidates" />
      {lead.data ? (
        <LeadRecord key={id} lead={lead.data} />
      ) : (
        <>
          <PageTitle name="Lead" />
          {lead.isError ? <Trouble error={lead.error} onRetry={lead.refetch} /> : <Skeleton rows={5} tall />}
        </>
      )}
    </>
  );
};
