import { useRef } from 'preact/hooks';
import { itemsOf } from '../api/pages.ts';
import { useRowKeys } from '../keyboard/use-row-keys.ts';
import { Empty } from '../look/empty.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useNotices, useReadAll, useReadNotice, useUnread } from './inbox-queries.ts';
import { NoticeChoicesCard } from './notice-choices-card.tsx';
import { NoticeRow } from './notice-row.tsx';

const NoticeList = () => {
  const notices = useNotices();
  const read = useReadNotice();
  const list = useRef<HTMLUListElement>(null);
  const rows = itemsOf(notices.data);
  useRowKeys(list, () => notices.hasNextPage && !notices.isFetchingNextPage && notices.fetchNextPage());

  if (notices.isPending) return <Skeleton rows={4} />;
  if (notices.isError && !notices.data) return <Trouble error={notices.error} onRetry={notices.refetch} />;
  if (rows.length === 0 && !notices.hasNextPage) {
    return (
      <Empty icon="bell" title="Nothing here">
        When an answer that you promised is due, or a lead changes hands, it shows up here and stays for 90 days.
      </Empty>
    );
  }
  return (
    <div>
      <ul class="rows" ref={list} aria-label="Notices">
        {rows.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} onOpen={() => notice.readAt === null && read.mutate(notice.id)} />
        ))}
      </ul>
      <LoadMore pages={notices} />
    </div>
  );
};

/** What the signed-in person was told, and how they want to be told. */
export const InboxPage = () => {
  const unread = useUnread().data?.unread ?? 0;
  const readAll = useReadAll();
  return (
    <>
      <header class="page-head">
        <PageTitle name="Inbox" />
        <button
          type="button"
          class="button"
          disabled={unread === 0 || readAll.isPending}
          onClick={() => readAll.mutate()}
        >
          Mark all read
        </button>
      </header>
      <div class="record inbox">
        <div class="record-main">
          <NoticeList />
        </div>
        <div class="record-side">
          <NoticeChoicesCard />
        </div>
      </div>
    </>
  );
};
