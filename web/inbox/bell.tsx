import { Icon } from '../look/icon.tsx';
import { useUnread } from './inbox-queries.ts';
import { unreadFigure } from './notice-words.ts';

/** The way to the inbox, with how much in it is unread. */
export const Bell = ({ path }: { readonly path: string }) => {
  const unread = useUnread().data?.unread ?? 0;
  const figure = unreadFigure(unread);
  return (
    <a
      class="bell"
      href="/inbox"
      aria-label={unread === 0 ? 'Inbox' : `Inbox, ${figure} unread`}
      aria-current={path === '/inbox' ? 'page' : undefined}
      title="Inbox"
    >
      <Icon name="bell" size={20} />
      {unread > 0 && <span class="bell-count">{figure}</span>}
    </a>
  );
};
