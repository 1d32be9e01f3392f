import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import { form } from './form-contract.ts';

const partition = (id: string): string => `FORM#${id}`;

export const formKey = (id: string) => ({ pk: partition(id), sk: 'FORM' });

const VERSION_DIGITS = 8;
export const formVersionKey = (id: string, version: number) => ({
  pk: partition(id),
  sk: `V#${String(version).padStart(VERSION_DIGITS, '0')}`,
});

/** All forms share a list: there are as many as landing pages. */
export const FORM_LIST = 'FORMS';

/** A form as it is now. One that was taken away leaves the list and answers no more. */
export const formEntity = defineEntity({
  type: 'form',
  version: 1,
  schema: form.extend({ deletedAt: z.string().optional() }),
  keys: ({ id, name, deletedAt }) => ({
    ...formKey(id),
    ...(deletedAt === undefined && { listKey: FORM_LIST, listSort: `${name.toLowerCase()}#${id}` }),
  }),
});

/** A form as it was: submissions know which version they answered. */
export const formVersionEntity = defineEntity({
  type: 'form-version',
  version: 1,
  schema: form,
  keys: ({ id, version }) => formVersionKey(id, version),
});

const alias = z.object({ kind: z.enum(['oid', 'guid']), value: z.string(), formId: z.string() });

/** Which form takes the posts that another system's page sends. */
export type FormAlias = z.output<typeof alias>;

export const formAliasKey = ({ kind, value }: Pick<FormAlias, 'kind' | 'value'>) => ({
  pk: `FORM-ALIAS#${kind}#${value}`,
  sk: 'FORM-ALIAS',
});

export const formAliasEntity = defineEntity({ type: 'form-alias', version: 1, schema: alias, keys: formAliasKey });
