import * as z from 'zod';
import { noticeChannel, noticeKind } from '../inbox/inbox-contract.ts';
import { defineEntity } from '../table/item.ts';
import { ROLES } from './role.ts';

const schema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  role: z.enum(ROLES),
  active: z.boolean(),
  /** How they want to be told of what, where that is not the default. */
  notices: z.partialRecord(noticeKind, noticeChannel).optional(),
  /** Counts up with each change; the first one is 1. */
  version: z.number().default(1),
});

/** Somebody who works here. */
export type User = z.output<typeof schema>;

/** All users share a partition: there are as many as people in the company, and they are read together. */
export const USERS_PARTITION = 'USERS';
export const userKey = (id: string) => ({ pk: USERS_PARTITION, sk: id });

export const userEntity = defineEntity({ type: 'user', version: 1, schema, keys: (user) => userKey(user.id) });
