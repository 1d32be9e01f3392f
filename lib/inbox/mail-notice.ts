import * as z from 'zod';
import { type Mailer, MailRefused } from '../mail/mailer.ts';
import type { Table } from '../table/table.ts';
import type { Timer } from '../timers/timer-entity.ts';
import { findUser } from '../users/user-repository.ts';
import { noticeMail } from './notice-mail.ts';
import { findNotice, markMailed } from './notice-repository.ts';

export interface NoticeMailDesk {
  readonly table: Table;
  /** None where no mail is set up. */
  readonly mailer: Mailer | undefined;
  /** What links begin with, without a slash at the end. */
  readonly publicUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told when the address of a user can never get mail. */
  readonly onUnreachable: (userId: string) => void;
}

const payloadSchema = z.object({ userId: z.string() });

/**
 * Sends a notice by mail, at least once, unless it was read meanwhile; without a sender or an address it stays in the inbox alone. Errors: those of sending, after which it is to
 * be tried again.
 */
export const mailNotice = async (desk: NoticeMailDesk, { subjectId, payload }: Timer): Promise<void> => {
  const { table, mailer, publicUrl, now, onUnreachable } = desk;
  const { userId } = payloadSchema.parse(payload);
  const notice = await findNotice(table, userId, subjectId);
  if (!mailer || !notice || notice.readAt !== undefined || notice.mailedAt !== undefined) return;
  const user = await findUser(table, userId);
  if (!user?.active || user.email === undefined) return;
  try {
    await mailer.send(noticeMail(notice, user.email, publicUrl));
  } catch (error) {
    // The notice is in the inbox all the same when no mail can be sent to the address.
    if (!(error instanceof MailRefused)) throw error;
    onUnreachable(userId);
    return;
  }
  await markMailed(table, notice, new Date(now()).toISOString());
};
