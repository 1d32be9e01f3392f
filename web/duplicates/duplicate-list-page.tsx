import { useRef } from 'preact/hooks';
import { itemsOf } from '../api/pages.ts';
import { useRowKeys } from '../keyboard/use-row-keys.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Empty } from '../look/empty.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { useDismiss, useDuplicates } from './duplicate-queries.ts';
import { DuplicateRow } from './duplicate-row.tsx';

const DuplicateList = () => {
  const { sell } = useAbilities();
  const pairs = useDuplicates();
  const dismiss = useDismiss();
  const list = useRef<HTMLUListElement>(null);
  const rows = itemsOf(pairs.data);
  const onDismiss = (id: string) => {
    const all = Array.from(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []);
    const place = all.findIndex((row) => row.dataset['row'] === id);
    // The next row is where the work goes on; it takes the focus while this one is still there to lose it.
    (all[place + 1] ?? all[place - 1])?.focus();
    dismiss.mutate(id);
  };
  const focused = (): string | undefined =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset['row'] : undefined;
  useRowKeys(list, () => pairs.hasNextPage && !pairs.isFetchingNextPage && pairs.fetchNextPage());
  const dismissFocused = () => {
    const id = focused();
    if (id !== undefined) onDismiss(id);
  };
  useShortcuts(sell ? [{ keys: 'd', label: 'Dismiss the pair of this row', run: dismissFocused }] : []);

  if (pairs.isPending) return <Skeleton rows={4} />;
  if (pairs.isError && !pairs.data) return <Trouble error={pairs.error} onRetry={pairs.refetch} />;
  if (rows.length === 0 && !pairs.hasNextPage) {
    return (
      <Empty icon="copy" title="No likely duplicates">
        Leads that share a phone number, or a name and a company, show up here within seconds.
      </Empty>
    );
  }
  return (
    <>
      <p class="soft page-note">
        Pairs of leads that may be the same person, the likeliest first. Merge them, or dismiss the pair for good.
      </p>
      <ul class="submissions" ref={list} aria-label="Likely duplicates">
        {rows.map((pair) => (
          <DuplicateRow key={pair.id} pair={pair} decides={sell} onDismiss={() => onDismiss(pair.id)} />
        ))}
      </ul>
      <LoadMore pages={pairs} />
    </>
  );
};

/** Leads that may be the same person, two at a time. */
export const DuplicateListPage = () => (
  <>
    <header class="page-head">
      <PageTitle name="Duplicates" />
    </header>
    <DuplicateList />
  </>
);
