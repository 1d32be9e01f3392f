import * as z from 'zod';
import { defineEntity } from '../table/item.ts';

const schema = z.object({ system: z.string(), externalId: z.string(), leadId: z.string() });

/** Which lead has an id in another system. */
export type ExternalIdentity = z.output<typeof schema>;

export const externalKey = (system: string, externalId: string) => ({
  pk: `EXTERNAL#${system}#${externalId}`,
  sk: 'EXTERNAL',
});

export const externalEntity = defineEntity({
  type: 'external-identity',
  version: 1,
  schema,
  keys: ({ system, externalId }) => externalKey(system, externalId),
});
