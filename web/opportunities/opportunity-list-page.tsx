import { useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { itemsOf } from '../api/pages.ts';
import { useRowKeys } from '../keyboard/use-row-keys.ts';
import { Empty } from '../look/empty.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Tabs } from '../look/tabs.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useOpportunities } from './opportunity-queries.ts';
import { OpportunityRow } from './opportunity-row.tsx';

const OpportunityList = ({ view }: { readonly view: 'open' | 'mine' }) => {
  const opportunities = useOpportunities({ view });
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  const deals = itemsOf(opportunities.data);
  if (opportunities.isPending) return <Skeleton rows={6} />;
  if (opportunities.isError && !opportunities.data) {
    return <Trouble error={opportunities.error} onRetry={opportunities.refetch} />;
  }
  if (deals.length === 0) {
    return (
      <Empty icon="opportunity" title={view === 'mine' ? 'No opportunity is yours' : 'No open opportunities'}>
        One starts when a lead is converted, or on an account’s page.
      </Empty>
    );
  }
  return (
    <>
      <ul class="rows deals" ref={list} aria-label="Opportunities">
        {deals.map((deal) => (
          <OpportunityRow key={deal.id} opportunity={deal} />
        ))}
      </ul>
      <LoadMore pages={opportunities} />
    </>
  );
};

/** Potential sales: every open one, or the caller's. */
export const OpportunityListPage = () => {
  const { query } = useLocation();
  const view = query.view === 'mine' ? 'mine' : 'open';
  return (
    <>
      <header class="page-head">
        <PageTitle name="Opportunities" />
      </header>
      <Tabs
        label="Views of opportunities"
        tabs={[
          { href: '/opportunities', label: 'Open', current: view === 'open' },
          { href: '/opportunities?view=mine', label: 'Mine', current: view === 'mine' },
        ]}
      />
      <OpportunityList key={view} view={view} />
    </>
  );
};
