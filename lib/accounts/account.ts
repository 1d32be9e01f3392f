import { type LastTouch, laterTouch } from '../activities/last-touch.ts';
import { edited } from '../use-case.ts';
import type { Account } from './account-entity.ts';

/** The account after somebody spoke to one of its people. */
export const touchedAccount = (account: Account, touch: LastTouch | undefined, now: string): Account =>
  edited(account, touch ? { lastTouch: laterTouch(account.lastTouch, touch) } : {}, now);

/** The account after a deal was won: a prospect becomes a customer with its first one. */
export const wonBy = (account: Account, now: string): Account =>
  edited(account, { status: 'customer', customerSince: account.customerSince ?? now }, now);
