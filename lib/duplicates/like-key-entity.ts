import { createHash } from 'node:crypto';
import * as z from 'zod';
import { defineEntity } from '../table/item.ts';

const schema = z.object({
  hash: z.string(),
  /** The open leads that sound alike at one place, at most eleven: a key of more than ten is too common to say anything, and takes nobody more. */
  leadIds: z.array(z.string()),
  version: z.number(),
});

/** Which leads have a likeness in common. */
export type LikeKey = z.output<typeof schema>;

/** Characters of a hash: 120 bits, so that no two texts share one. */
const HASH_LENGTH = 20;

/** The hash by which a text is kept, so that no key is longer than others or holds somebody's name. */
export const hashOfText = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH);

export const likeKeyKey = (hash: string) => ({ pk: `LIKE#${hash}`, sk: 'LIKE' });

export const likeKeyEntity = defineEntity({
  type: 'like-key',
  version: 1,
  schema,
  keys: ({ hash }) => likeKeyKey(hash),
});
