import type * as z from 'zod';
import { notFound } from '../errors.ts';
import { someAtATime } from '../some-at-a-time.ts';
import { fromCursor, toCursor } from '../table/cursor.ts';
import { retryOnContention } from '../table/retry.ts';
import { type Desk, nowOf } from '../use-case.ts';
import { findUser, replaceUser } from '../users/user-repository.ts';
import { type inboxRoutes, MOST_UNREAD } from './inbox-contract.ts';
import { choicesOf, type NoticeChoices, ownChoices } from './notice-choices.ts';
import type { Notice } from './notice-entity.ts';
import { findNotice, listNotices, markRead, unreadNotices } from './notice-repository.ts';

type Routes = typeof inboxRoutes;
type WireInbox = z.output<Routes['listNotices']['responses'][200]>;

/** A notice as the API shows it. */
export const presentNotice = (notice: Notice): WireInbox['items'][number] => ({
  id: notice.id,
  kind: notice.kind,
  subject: notice.subject,
  on: notice.on,
  at: notice.at,
  dueAt: notice.dueAt ?? null,
  ownerId: notice.ownerId ?? null,
  readAt: notice.readAt ?? null,
});

/** A page of the caller's notices, newest first. Errors: `invalid-cursor`. */
export const showInbox = async (
  { table, actor, now }: Desk,
  { limit, cursor }: z.output<Routes['listNotices']['query']>,
): Promise<WireInbox> => {
  const { items, next } = await listNotices(table, actor.id, { limit, after: fromCursor(cursor), now: now() });
  return { items: items.map(presentNotice), nextCursor: toCursor(next) };
};

/** How many of the caller's notices are unread, counted up to 100. */
export const countUnread = async ({ table, actor, now }: Desk): Promise<number> =>
  Math.min((await unreadNotices(table, actor.id, now())).length, MOST_UNREAD);

/** Marks one notice of the caller as read; the first time counts. Errors: `notice-not-found`. */
export const readNotice = async (desk: Desk, id: string): Promise<Notice> => {
  const notice = await findNotice(desk.table, desk.actor.id, id);
  if (!notice) throw notFound('notice');
  return notice.readAt === undefined ? markRead(desk.table, notice, nowOf(desk)) : notice;
};

/** Writes that are under way at a time. */
const AT_A_TIME = 10;

/** Marks all unread notices of the caller as read, as far as they count as unread; gives how many. */
export const readAllNotices = async (desk: Desk): Promise<number> => {
  const unread = await unreadNotices(desk.table, desk.actor.id, desk.now());
  await someAtATime(unread, AT_A_TIME, (notice) => markRead(desk.table, notice, nowOf(desk)));
  return unread.length;
};

/** Of what the caller is told, and how. Errors: `user-not-found` before their first sign-in made their record. */
export const noticeChoices = async ({ table, actor }: Desk): Promise<NoticeChoices> => {
  const user = await findUser(table, actor.id);
  if (!user) throw notFound('user');
  return choicesOf(user);
};

/** Sets of what the caller is told, and how. Errors: `user-not-found`. */
export const chooseNotices = ({ table, actor }: Desk, chosen: Partial<NoticeChoices>): Promise<NoticeChoices> =>
  retryOnContention(async () => {
    const user = await findUser(table, actor.id);
    if (!user) throw notFound('user');
    const changed = { ...user, notices: ownChoices(chosen), version: user.version + 1 };
    await replaceUser(table, changed);
    return choicesOf(changed);
  });
