import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import { decisionSchema } from './decision.ts';

const schema = decisionSchema.extend({ id: z.string() });

export const decisionKey = (id: string) => ({ pk: `ROUTING#${id}`, sk: 'ROUTING' });

export const decisionEntity = defineEntity({
  type: 'routing-decision',
  version: 1,
  schema,
  keys: ({ id }) => decisionKey(id),
});
