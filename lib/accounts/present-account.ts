import type * as z from 'zod';
import type { account as wireAccount } from './account-contract.ts';
import type { Account } from './account-entity.ts';

/** An account as the API shows it. */
export const presentAccount = (account: Account): z.output<typeof wireAccount> => ({
  id: account.id,
  name: account.name,
  domain: account.domain ?? null,
  status: account.status,
  customerSince: account.customerSince ?? null,
  ownerId: account.ownerId ?? null,
  lastTouch: account.lastTouch ?? null,
  repeatSaleHint: account.repeatSaleHint ?? null,
  custom: account.custom ?? {},
  tags: account.tags ?? [],
  createdAt: account.createdAt,
  updatedAt: account.updatedAt,
  version: account.version,
});
