import { isId } from '../ids.ts';
import { mergedList } from '../table/merged-list.ts';
import { type Expression, isNew, type Table, type Write } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { inboxPartition, type Notice, noticeEntity, noticeExpiry, noticeKey } from './notice-entity.ts';

/** Puts a notice into its inbox. */
export const addNotice = (notice: Notice): Write => ({ label: 'notice', put: noticeEntity.toItem(notice) });

/** Puts a notice into its inbox by itself, with what goes with it; one that is there already stays as it is. */
export const keepNotice = async (table: Table, notice: Notice, besides: readonly Write[]): Promise<void> => {
  try {
    if (besides.length === 0) await table.put(noticeEntity.toItem(notice), isNew);
    else await table.transact([{ ...addNotice(notice), condition: isNew }, ...besides]);
  } catch (error) {
    // It is named after what it tells: they know already.
    if (!(error instanceof ConditionFailed)) throw error;
  }
};

const isKept =
  (now: number) =>
  (notice: Notice): boolean =>
    noticeExpiry(notice) * 1000 > now;

/** One notice of somebody, or `undefined`. */
export const findNotice = async (table: Table, userId: string, id: string): Promise<Notice | undefined> => {
  const item = isId(id) ? await table.get(noticeKey({ userId, id }), { consistent: true }) : undefined;
  return item && noticeEntity.fromItem(item);
};

/** A page of somebody's notices, newest first; those that have expired by `now` (milliseconds) are left out. */
export const listNotices = async (
  table: Table,
  userId: string,
  { limit, after, now }: { limit: number; after: string | undefined; now: number },
): Promise<{ items: Notice[]; next: string | undefined }> => {
  const sources = [{ partition: inboxPartition(userId) }];
  const { items, next } = await mergedList(table, { sources, sortKey: 'sk', newestFirst: true, limit, after });
  return { items: items.map((item) => noticeEntity.fromItem(item)).filter(isKept(now)), next };
};

/** How many of somebody's newest notices are looked at for the unread ones. */
const NEWEST = 500;

/** The unread ones among somebody's newest 500 notices. */
export const unreadNotices = async (table: Table, userId: string, now: number): Promise<Notice[]> => {
  const { items } = await table.query({ partition: inboxPartition(userId), newestFirst: true, limit: NEWEST });
  return items
    .map((item) => noticeEntity.fromItem(item))
    .filter(isKept(now))
    .filter(({ readAt }) => readAt === undefined);
};

/** The condition that a notice is still there: one that has expired must not come back as a fragment. */
const isThere = ({ id }: Notice): Expression => ({ text: '#id = :id', names: { '#id': 'id' }, values: { ':id': id } });

const mark = async (table: Table, notice: Notice, attribute: 'readAt' | 'mailedAt', at: string): Promise<Notice> => {
  try {
    const set = { text: 'SET #mark = :at', names: { '#mark': attribute }, values: { ':at': at } };
    return noticeEntity.fromItem(await table.update(noticeKey(notice), set, isThere(notice)));
  } catch (error) {
    // It expired at this moment, and there is nothing to mark.
    if (error instanceof ConditionFailed) return { ...notice, [attribute]: at };
    throw error;
  }
};

/** Marks a notice as read at a moment in ISO 8601. */
export const markRead = (table: Table, notice: Notice, at: string): Promise<Notice> =>
  mark(table, notice, 'readAt', at);

/** Marks a notice as sent by mail at a moment in ISO 8601. */
export const markMailed = (table: Table, notice: Notice, at: string): Promise<Notice> =>
  mark(table, notice, 'mailedAt', at);
