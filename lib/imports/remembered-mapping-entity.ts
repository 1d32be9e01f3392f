import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import { importOptions } from './import-contract.ts';

const schema = z.object({ headersHash: z.string(), options: importOptions });

export const rememberedMappingKey = (headersHash: string) => ({
  pk: `IMPORT-MAPPING#${headersHash}`,
  sk: 'IMPORT-MAPPING',
});

export const rememberedMappingEntity = defineEntity({
  type: 'import-mapping',
  version: 1,
  schema,
  keys: ({ headersHash }) => rememberedMappingKey(headersHash),
});
