import * as z from 'zod';
import { defineEntity } from '../table/item.ts';

const schema = z.object({ domain: z.string(), accountId: z.string() });

/** Which account a company's domain belongs to. */
export type DomainIdentity = z.output<typeof schema>;

export const domainIdentityKey = (domain: string) => ({ pk: `DOMAIN#${domain}`, sk: 'DOMAIN' });

export const domainIdentityEntity = defineEntity({
  type: 'domain-identity',
  version: 1,
  schema,
  keys: (identity) => domainIdentityKey(identity.domain),
});
