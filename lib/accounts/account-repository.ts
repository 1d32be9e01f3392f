import { notFound } from '../errors.ts';
import { mergedList } from '../table/merged-list.ts';
import { hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import {
  ACCOUNT_LIST_PARTITIONS,
  type Account,
  accountEntity,
  accountKey,
  accountOwnerPartition,
} from './account-entity.ts';
import { domainIdentityEntity, domainIdentityKey } from './domain-identity-entity.ts';

/** The label of the write that lost the race for a domain. */
export const DOMAIN_CLAIM = 'domain-identity';

/** One account, strongly read. Errors: `account-not-found`. */
export const getAccount = async (table: Table, id: string): Promise<Account> => {
  const item = await table.get(accountKey(id), { consistent: true });
  if (!item) throw notFound('account');
  return accountEntity.fromItem(item);
};

/** The account that has a company's domain, or `undefined`. */
export const findAccountByDomain = async (table: Table, domain: string | undefined): Promise<Account | undefined> => {
  if (domain === undefined) return undefined;
  const item = await table.get(domainIdentityKey(domain), { consistent: true });
  return item && getAccount(table, domainIdentityEntity.fromItem(item).accountId);
};

/** Adds an account that is new, and claims its domain. */
export const insertAccount = (account: Account): Write[] => [
  { label: 'account', put: accountEntity.toItem(account), condition: isNew },
  ...claimDomain(account.domain, account.id),
];

/** Replaces an account as it was when `account.version` was one lower. */
export const replaceAccount = (account: Account): Write => ({
  label: 'account',
  put: accountEntity.toItem(account),
  condition: hasVersion(account.version - 1),
});

/** Gives a domain to an account; fails when it is another's. */
export const claimDomain = (domain: string | undefined, accountId: string): Write[] =>
  domain === undefined
    ? []
    : [{ label: DOMAIN_CLAIM, put: domainIdentityEntity.toItem({ domain, accountId }), condition: isNew }];

/** Takes the domain from the account that has it. */
export const releaseDomain = (domain: string | undefined): Write[] =>
  domain === undefined ? [] : [{ label: 'domain-release', remove: domainIdentityKey(domain) }];

/** A page of accounts by name: all, or those of an owner. */
export const listAccounts = async (
  table: Table,
  { ownerId, limit, after }: { ownerId: string | undefined; limit: number; after: string | undefined },
): Promise<{ items: Account[]; next: string | undefined }> => {
  const { items, next } = await mergedList(
    table,
    ownerId === undefined
      ? {
          sources: ACCOUNT_LIST_PARTITIONS.map((partition) => ({ index: 'byList', partition })),
          sortKey: 'listSort',
          limit,
          after,
        }
      : {
          sources: [{ index: 'byOwner', partition: accountOwnerPartition(ownerId) }],
          sortKey: 'listSort',
          limit,
          after,
        },
  );
  return { items: items.map((item) => accountEntity.fromItem(item)), next };
};
