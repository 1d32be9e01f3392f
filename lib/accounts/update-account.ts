import type * as z from 'zod';
import { versionMismatch } from '../errors.ts';
import { changeExtras } from '../fields/change-extras.ts';
import { failedOn } from '../table/write-errors.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import { requireOwner } from '../users/user-repository.ts';
import type { accountRoutes } from './account-contract.ts';
import type { Account } from './account-entity.ts';
import { claimDomain, DOMAIN_CLAIM, getAccount, releaseDomain, replaceAccount } from './account-repository.ts';
import { domainTaken } from './create-account.ts';

/** Changes an account as of the version that the caller read. Errors: `version-mismatch`, `account-exists`, `user-not-found`. */
export const updateAccount = async (
  desk: Desk,
  id: string,
  expectedVersion: number,
  changes: z.output<typeof accountRoutes.updateAccount.body>,
): Promise<Account> => {
  const account = await getAccount(desk.table, id);
  if (account.version !== expectedVersion) throw versionMismatch();
  await requireOwner(desk.table, changes.ownerId);
  const extras = await changeExtras(desk.table, 'account', account, changes);
  const changed = edited(account, { ...changes, ...extras }, nowOf(desk));
  const moves =
    changed.domain === account.domain ? [] : [...releaseDomain(account.domain), ...claimDomain(changed.domain, id)];
  try {
    await desk.table.transact([replaceAccount(changed), ...moves]);
  } catch (error) {
    if (failedOn(error, DOMAIN_CLAIM)) throw await domainTaken(desk, changed.domain);
    if (failedOn(error, 'account')) throw versionMismatch();
    throw error;
  }
  return changed;
};
