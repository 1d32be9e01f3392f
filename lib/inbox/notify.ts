import { idOf } from '../ids.ts';
import { leadName } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import type { Table, Write } from '../table/table.ts';
import { setTimer } from '../timers/timer-repository.ts';
import type { User } from '../users/user-entity.ts';
import type { NoticeKind } from './inbox-contract.ts';
import { choicesOf } from './notice-choices.ts';
import type { Notice } from './notice-entity.ts';
import { addNotice, keepNotice } from './notice-repository.ts';

/** What there is to tell of a lead. */
export interface News {
  readonly kind: NoticeKind;
  readonly lead: Lead;
  /** The moment that names it, in milliseconds: telling somebody twice of the same moment tells them once. */
  readonly moment: number;
  /** By when the first touch was promised, in ISO 8601. */
  readonly dueAt?: string | undefined;
  /** Whose lead it was, where that is not to be taken from the lead. */
  readonly ownerId?: string | undefined;
}

const noticeOf = (user: User, { kind, lead, moment, dueAt, ownerId = lead.ownerId }: News, now: number): Notice => ({
  id: idOf(moment, `${kind}#${lead.id}#${user.id}`),
  userId: user.id,
  kind,
  subject: leadName(lead),
  on: { type: 'lead', id: lead.id },
  at: new Date(now).toISOString(),
  dueAt,
  ownerId,
});

const mailOf = ({ id, userId, at }: Notice, now: number): Write =>
  setTimer({ kind: 'notice-mail', subjectId: id, dueAt: at, payload: { userId } }, now);

/** The writes that tell somebody something, for a transaction: none when they do not want to know. `now` in milliseconds. */
export const noticeWrites = (user: User | undefined, news: News, now: number): Write[] => {
  const channel = user?.active ? choicesOf(user)[news.kind] : 'none';
  if (user === undefined || channel === 'none') return [];
  const notice = noticeOf(user, news, now);
  return [addNotice(notice), ...(channel === 'mail' ? [mailOf(notice, now)] : [])];
};

/** Tells somebody something as they wish, once however often it is called. `now` in milliseconds. */
export const notify = async (table: Table, user: User | undefined, news: News, now: number): Promise<void> => {
  const channel = user?.active ? choicesOf(user)[news.kind] : 'none';
  if (user === undefined || channel === 'none') return;
  const notice = noticeOf(user, news, now);
  await keepNotice(table, notice, channel === 'mail' ? [mailOf(notice, now)] : []);
};
