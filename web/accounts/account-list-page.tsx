import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { LastTouchLine } from '../activities/last-touch.tsx';
import { itemsOf } from '../api/pages.ts';
import { useRowKeys } from '../keyboard/use-row-keys.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Empty } from '../look/empty.tsx';
import { Icon } from '../look/icon.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { PersonBadge } from '../look/person-badge.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Tabs } from '../look/tabs.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities, useUserName } from '../people/people-queries.ts';
import { pageOf } from '../records/record-ref.ts';
import { type Account, type AccountView, useAccounts } from './account-queries.ts';
import { AccountStatusChip } from './account-status-chip.tsx';
import { NewAccountDialog } from './new-account-dialog.tsx';

const AccountRow = ({ account }: { readonly account: Account }) => {
  const owner = useUserName(account.ownerId);
  return (
    <li class="row account-row">
      <div class="row-main">
        <a class="row-link" href={pageOf({ kind: 'accounts', id: account.id })} data-row={account.id}>
          {account.name}
        </a>
        <span class="row-sub">{account.domain ?? 'No domain'}</span>
      </div>
      <span class="row-status">
        <AccountStatusChip status={account.status} />
      </span>
      <span class="row-touch">
        <LastTouchLine touch={account.lastTouch} />
      </span>
      <span class="row-owner">{owner ? <PersonBadge name={owner} /> : <span class="soft">No owner</span>}</span>
    </li>
  );
};

const AccountList = ({ view }: { readonly view: AccountView }) => {
  const accounts = useAccounts(view);
  const list = useRef<HTMLOListElement>(null);
  useRowKeys(list, () => accounts.hasNextPage && !accounts.isFetchingNextPage && accounts.fetchNextPage());
  const rows = itemsOf(accounts.data);
  if (accounts.isPending) return <Skeleton rows={6} />;
  if (accounts.isError && !accounts.data) return <Trouble error={accounts.error} onRetry={accounts.refetch} />;
  if (rows.length === 0) {
    return (
      <Empty icon="account" title={view === 'mine' ? 'No account is yours yet' : 'No accounts yet'}>
        Convert a qualified lead and its company becomes an account.
      </Empty>
    );
  }
  return (
    <>
      <ol class="rows" ref={list} aria-label="Accounts">
        {rows.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
      </ol>
      <LoadMore pages={accounts} />
    </>
  );
};

/** Companies with which there is a relationship. */
export const AccountListPage = () => {
  const { query } = useLocation();
  const { sell } = useAbilities();
  const [adding, setAdding] = useState(false);
  const view = query.view === 'mine' ? 'mine' : 'all';
  useShortcuts(sell ? [{ keys: 'n', label: 'New account', run: () => setAdding(true) }] : []);
  return (
    <>
      <header class="page-head">
        <PageTitle name="Accounts" />
        {sell && (
          <button type="button" class="button primary" aria-keyshortcuts="n" onClick={() => setAdding(true)}>
            <Icon name="plus" /> New account
          </button>
        )}
      </header>
      <Tabs
        label="Views of accounts"
        tabs={[
          { href: '/accounts', label: 'All', current: view === 'all' },
          { href: '/accounts?view=mine', label: 'Mine', current: view === 'mine' },
        ]}
      />
      <AccountList key={view} view={view} />
      {adding && <NewAccountDialog onClose={() => setAdding(false)} />}
    </>
  );
};
