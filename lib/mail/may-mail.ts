import { mailboxOf } from '../identity/email.ts';
import { takeTokens } from '../spam/take-tokens.ts';
import type { Table } from '../table/table.ts';

const DAY = 86_400_000;
/** Mails a mailbox gets from us in a day because somebody typed its address into a form: enough for a person, useless for a nuisance. */
const MOST_A_DAY = 5;

/** Whether one more mail may go to an address today; counts it. */
export const mayMail = async (table: Table, email: string, now: number): Promise<boolean> => {
  const window = Math.floor(now / DAY);
  const expiresAt = ((window + 2) * DAY) / 1000;
  const key = `mail:${mailboxOf(email)}`;
  return (await takeTokens(table, { key, window, count: 1, limit: MOST_A_DAY, expiresAt })) > 0;
};
