import type * as z from 'zod';
import { conflict } from '../errors.ts';
import { changeExtras } from '../fields/change-extras.ts';
import { newId } from '../ids.ts';
import { failedOn } from '../table/write-errors.ts';
import { type Desk, nowOf } from '../use-case.ts';
import type { accountRoutes } from './account-contract.ts';
import type { Account } from './account-entity.ts';
import { DOMAIN_CLAIM, findAccountByDomain, insertAccount } from './account-repository.ts';

/** The refusal when a domain is another account's. */
export const domainTaken = async (desk: Desk, domain: string | undefined): Promise<Error> => {
  const account = await findAccountByDomain(desk.table, domain);
  return conflict('account-exists', 'An account has this domain already.', { accountId: account?.id ?? null });
};

/** Makes an account that belongs to the caller. Errors: `account-exists` when an account has the domain. */
export const createAccount = async (
  desk: Desk,
  { name, domain, custom, tags }: z.output<typeof accountRoutes.createAccount.body>,
): Promise<Account> => {
  const at = nowOf(desk);
  const account: Account = {
    id: newId(desk.now()),
    name,
    domain,
    status: 'prospect',
    ownerId: desk.actor.id,
    ...(await changeExtras(desk.table, 'account', {}, { custom, tags })),
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  try {
    await desk.table.transact(insertAccount(account));
  } catch (error) {
    if (failedOn(error, DOMAIN_CLAIM)) throw await domainTaken(desk, domain);
    throw error;
  }
  return account;
};
