import { useState } from 'preact/hooks';
import type { Account } from '../accounts/account-queries.ts';
import { itemsOf } from '../api/pages.ts';
import { Icon } from '../look/icon.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { NewOpportunityDialog } from './new-opportunity-dialog.tsx';
import { useOpportunities } from './opportunity-queries.ts';
import { OpportunityRow } from './opportunity-row.tsx';

/** The opportunities of an account, open and closed. */
export const AccountOpportunities = ({ account }: { readonly account: Account }) => {
  const opportunities = useOpportunities({ accountId: account.id });
  const { sell } = useAbilities();
  const [adding, setAdding] = useState(false);
  const deals = itemsOf(opportunities.data);
  return (
    <section class="card" aria-labelledby="opportunities-title">
      <div class="card-head">
        <h2 id="opportunities-title">Opportunities</h2>
        {sell && (
          <button type="button" class="button small" onClick={() => setAdding(true)}>
            <Icon name="plus" size={15} /> Opportunity
          </button>
        )}
      </div>
      {opportunities.isPending && <Skeleton rows={2} />}
      {opportunities.isError && !opportunities.data && (
        <Trouble error={opportunities.error} onRetry={opportunities.refetch} />
      )}
      {opportunities.data && deals.length === 0 && (
        <p class="soft">No sale under way. Start one when there is something to sell.</p>
      )}
      <ul class="deals">
        {deals.map((deal) => (
          <OpportunityRow key={deal.id} opportunity={deal} />
        ))}
      </ul>
      <LoadMore pages={opportunities} />
      {adding && (
        <NewOpportunityDialog
          account={account}
          first={opportunities.data !== undefined && deals.length === 0}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
};
