import { LogActivity } from '../activities/log-activity.tsx';
import { Timeline } from '../activities/timeline.tsx';
import { AccountContacts } from '../contacts/account-contacts.tsx';
import { RecordExtras } from '../fields/record-extras.tsx';
import { BackLink } from '../look/back-link.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { AccountOpportunities } from '../opportunities/account-opportunities.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { AccountHeader } from './account-header.tsx';
import { useAccount } from './account-queries.ts';
import { RepeatSaleHint } from './repeat-sale-hint.tsx';

/** A company: its opportunities, its people, and everything said to them, while they were leads too. */
export const AccountPage = ({ id }: { readonly id: string }) => {
  const account = useAccount(id);
  const { sell } = useAbilities();
  const record = { kind: 'accounts', id } as const;
  return (
    <>
      <BackLink href="/accounts" label="Accounts" />
      {account.data ? (
        <>
          <AccountHeader account={account.data} />
          {account.data.repeatSaleHint && <RepeatSaleHint account={account.data} hint={account.data.repeatSaleHint} />}
          <div class="record">
            <div class="record-main">
              <AccountOpportunities account={account.data} />
              {sell && <LogActivity record={record} />}
              <Timeline record={record} />
            </div>
            <div class="record-side">
              <AccountContacts accountId={id} />
              <RecordExtras record="account" custom={account.data.custom} tags={account.data.tags} />
            </div>
          </div>
        </>
      ) : (
        <>
          <PageTitle name="Account" />
          {account.isError ? <Trouble error={account.error} onRetry={account.refetch} /> : <Skeleton rows={5} tall />}
        </>
      )}
    </>
  );
};
