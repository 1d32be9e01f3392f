import { useState } from 'preact/hooks';
import { useAccount } from '../accounts/account-queries.ts';
import { LastTouchLine } from '../activities/last-touch.tsx';
import { LogActivity } from '../activities/log-activity.tsx';
import { Timeline } from '../activities/timeline.tsx';
import { RecordExtras } from '../fields/record-extras.tsx';
import { BackLink } from '../look/back-link.tsx';
import { Icon } from '../look/icon.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities, useUserName } from '../people/people-queries.ts';
import { pageOf } from '../records/record-ref.ts';
import { formatMoney } from '../wording/money.ts';
import { calendarDate } from '../wording/relative-time.ts';
import { EditOpportunityDialog } from './edit-opportunity-dialog.tsx';
import { KIND_LABELS } from './opportunity-kind.ts';
import { type Opportunity, useOpportunity } from './opportunity-queries.ts';
import { StagePicker } from './stage-picker.tsx';

const OpportunityFacts = ({ opportunity }: { readonly opportunity: Opportunity }) => {
  const owner = useUserName(opportunity.ownerId);
  return (
    <div class="record-facts">
      <div class="fact">
        <span class="fact-label">Stage</span>
        <span class="deal-stage">
          <StagePicker opportunity={opportunity} />
        </span>
      </div>
      <div class="fact">
        <span class="fact-label">Amount</span>
        <span>{opportunity.amount ? formatMoney(opportunity.amount) : 'Not known yet'}</span>
      </div>
      <div class="fact">
        <span class="fact-label">Expected to close</span>
        <span>{opportunity.closeDate ? calendarDate(opportunity.closeDate) : 'Not known yet'}</span>
      </div>
      <div class="fact">
        <span class="fact-label">Last touch</span>
        <LastTouchLine touch={opportunity.lastTouch} />
      </div>
      <div class="fact">
        <span class="fact-label">Owner</span>
        <span>{owner ?? 'Nobody'}</span>
      </div>
    </div>
  );
};

const OpportunityHeader = ({ opportunity }: { readonly opportunity: Opportunity }) => {
  const { sell } = useAbilities();
  const account = useAccount(opportunity.accountId);
  const [editing, setEditing] = useState(false);
  return (
    <header class="card record-head">
      <div class="record-who">
        <span class="head-mark">
          <Icon name="opportunity" size={28} />
        </span>
        <div class="record-name">
          <PageTitle name={opportunity.name} />
          <p class="record-work">
            {KIND_LABELS[opportunity.kind]} at{' '}
            <a href={pageOf({ kind: 'accounts', id: opportunity.accountId })}>{account.data?.name ?? 'the account'}</a>
          </p>
          {opportunity.lostReason && <p class="soft">Lost: {opportunity.lostReason}</p>}
        </div>
        {sell && (
          <button type="button" class="button edit" onClick={() => setEditing(true)}>
            Edit
          </button>
        )}
      </div>
      <OpportunityFacts opportunity={opportunity} />
      {editing && <EditOpportunityDialog opportunity={opportunity} onClose={() => setEditing(false)} />}
    </header>
  );
};

/** A potential sale: what it is worth, where it stands, and what was said about it. */
export const OpportunityPage = ({ id }: { readonly id: string }) => {
  const opportunity = useOpportunity(id);
  const { sell } = useAbilities();
  const record = { kind: 'opportunities', id } as const;
  if (!opportunity.data) {
    return (
      <>
        <BackLink href="/opportunities" label="Opportunities" />
        <PageTitle name="Opportunity" />
        {opportunity.isError ? (
          <Trouble error={opportunity.error} onRetry={opportunity.refetch} />
        ) : (
          <Skeleton rows={5} tall />
        )}
      </>
    );
  }
  return (
    <>
      <BackLink href={pageOf({ kind: 'accounts', id: opportunity.data.accountId })} label="Account" />
      <OpportunityHeader opportunity={opportunity.data} />
      <div class="record single">
        {sell && <LogActivity record={record} />}
        <RecordExtras record="opportunity" custom={opportunity.data.custom} tags={opportunity.data.tags} />
        <Timeline record={record} />
      </div>
    </>
  );
};
