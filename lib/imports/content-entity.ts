import * as z from 'zod';
import { defineEntity } from '../table/item.ts';

const schema = z.object({ contentHash: z.string(), importId: z.string() });

/** All imports of one content, by their ids, which carry their time. */
export const contentPartition = (contentHash: string): string => `FILE#${contentHash}`;

export const contentEntity = defineEntity({
  type: 'imported-file',
  version: 1,
  schema,
  keys: ({ contentHash, importId }) => ({ pk: contentPartition(contentHash), sk: importId }),
});
