import { useMe, useUsers } from '../people/people-queries.ts';
import { Ago } from '../wording/ago.tsx';
import { useNow } from '../wording/use-now.ts';
import type { Notice } from './inbox-queries.ts';
import { isLate, noticeInWords } from './notice-words.ts';

interface NoticeRowProps {
  readonly notice: Notice;
  readonly onOpen: () => void;
}

/** One thing that somebody was told: the record, what of it, and when; unread ones stand out. */
export const NoticeRow = ({ notice, onOpen }: NoticeRowProps) => {
  const me = useMe().data?.id;
  const users = useUsers().data?.items;
  const now = useNow();
  const unread = notice.readAt === null;
  const nameOf = (userId: string) => users?.find(({ id }) => id === userId)?.name;
  return (
    <li class={unread ? 'row notice-row unread' : 'row notice-row'}>
      <span class="notice-mark" aria-hidden="true" />
      <div class="row-main">
        <a class="row-link" href={`/leads/${notice.on.id}`} data-row={notice.id} onClick={onOpen}>
          {unread && <span class="unseen">Unread: </span>}
          {notice.subject}
        </a>
        {isLate(notice) && <span class="chip answer-overdue">Late</span>}
        <span class="row-sub">{noticeInWords(notice, { me, now, nameOf })}</span>
      </div>
      <span class="row-touch soft">
        <Ago at={notice.at} />
      </span>
    </li>
  );
};
