import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { itemsOf } from '../api/pages.ts';
import { useRowKeys } from '../keyboard/use-row-keys.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Empty } from '../look/empty.tsx';
import { Icon } from '../look/icon.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Tabs } from '../look/tabs.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { useUnassignedCount } from '../routing/routing-queries.ts';
import { LeadListRow } from './lead-list-row.tsx';
import { type LeadView, useLeads } from './lead-queries.ts';
import { LEAD_VIEW_TABS, viewOf } from './lead-views.ts';
import { NewLeadDialog } from './new-lead-dialog.tsx';

/** The row that was opened last in each view, so that coming back finds the place again. */
const openedRows = new Map<LeadView, string>();

const LeadList = ({ view }: { readonly view: LeadView }) => {
  const leads = useLeads(view);
  const list = useRef<HTMLOListElement>(null);
  const rows = itemsOf(leads.data);
  useRowKeys(list, () => leads.hasNextPage && !leads.isFetchingNextPage && leads.fetchNextPage());
  useEffect(() => {
    const opened = openedRows.get(view);
    if (!opened || rows.length === 0) return;
    openedRows.delete(view);
    list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(opened)}"]`)?.focus();
  }, [view, rows.length]);
  const tab = LEAD_VIEW_TABS.find(({ id }) => id === view);
  if (leads.isPending) return <Skeleton rows={8} />;
  if (leads.isError && !leads.data) return <Trouble error={leads.error} onRetry={leads.refetch} />;
  if (rows.length === 0) {
    return (
      <Empty icon="lead" title={tab?.empty ?? ''}>
        {tab?.hint}
      </Empty>
    );
  }
  return (
    <>
      <div class="row-heads lead-row" aria-hidden="true">
        <span>Score</span>
        <span>Lead</span>
        <span>Status</span>
        <span>Last touch</span>
        <span>Owner</span>
      </div>
      <ol class="rows" ref={list} aria-label={tab?.label}>
        {rows.map((lead) => (
          <LeadListRow
            key={lead.id}
            lead={lead}
            tagged={view !== 'candidates'}
            onOpen={() => openedRows.set(view, lead.id)}
          />
        ))}
      </ol>
      <LoadMore pages={leads} />
    </>
  );
};

/** A label with how many there are, once it is known that there are any. */
const withCount = (label: string, known: { readonly count: number; readonly more: boolean } | undefined): string =>
  known && known.count > 0 ? `${label} (${known.count}${known.more ? '+' : ''})` : label;

/** The first page: leads by view, best score first. */
export const LeadListPage = () => {
  const { query } = useLocation();
  const { sell } = useAbilities();
  const [adding, setAdding] = useState(false);
  const waiting = useUnassignedCount().data;
  const view = viewOf(query.view);
  useShortcuts(sell ? [{ keys: 'n', label: 'New lead', run: () => setAdding(true) }] : []);
  const label = LEAD_VIEW_TABS.find(({ id }) => id === view)?.label;
  return (
    <>
      <header class="page-head">
        <PageTitle name={view === 'candidates' ? 'Candidates' : `Leads · ${label}`}>
          {view === 'candidates' ? 'Candidates' : 'Leads'}
        </PageTitle>
        {sell && (
          <button type="button" class="button primary" aria-keyshortcuts="n" onClick={() => setAdding(true)}>
            <Icon name="plus" /> New lead
          </button>
        )}
      </header>
      <Tabs
        label="Views of leads"
        tabs={LEAD_VIEW_TABS.map(({ id, label: text }) => ({
          href: id === 'candidates' ? '/' : `/leads?view=${id}`,
          label: id === 'unassigned' ? withCount(text, waiting) : text,
          current: id === view,
        }))}
      />
      <LeadList key={view} view={view} />
      {adding && <NewLeadDialog onClose={() => setAdding(false)} />}
    </>
  );
};
