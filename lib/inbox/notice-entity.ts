import * as z from 'zod';
import { defineEntity, type Key } from '../table/item.ts';
import { noticeKind, noticeSubject } from './inbox-contract.ts';

const schema = z.object({
  id: z.string(),
  userId: z.string(),
  kind: noticeKind,
  subject: z.string(),
  on: noticeSubject,
  at: z.string(),
  dueAt: z.string().optional(),
  ownerId: z.string().optional(),
  readAt: z.string().optional(),
  /** When it was sent by mail as well. */
  mailedAt: z.string().optional(),
});

/** Something that somebody is told. */
export type Notice = z.output<typeof schema>;

export const inboxPartition = (userId: string): string => `INBOX#${userId}`;
export const noticeKey = ({ userId, id }: Pick<Notice, 'userId' | 'id'>): Key => ({
  pk: inboxPartition(userId),
  sk: id,
});

/** How long a notice is kept, in milliseconds: 90 days. */
const KEPT = 90 * 86_400_000;

/** Seconds since the epoch from which on a notice is gone. */
export const noticeExpiry = ({ at }: Pick<Notice, 'at'>): number => Math.floor((Date.parse(at) + KEPT) / 1000);

export const noticeEntity = defineEntity({
  type: 'notice',
  version: 1,
  schema,
  keys: (notice) => ({ ...noticeKey(notice), expiresAt: noticeExpiry(notice) }),
});
