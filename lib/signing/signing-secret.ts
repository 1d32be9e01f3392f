import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import { isNew, type Table } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';

const schema = z.object({ secret: z.string() });

const signingSecretKey = { pk: 'SECRET#signing', sk: 'SECRET' };

const signingSecretEntity = defineEntity({ type: 'secret', version: 1, schema, keys: () => signingSecretKey });

/** Bytes of the secret: as many as the hash gives (RFC 2104, section 3). */
const LENGTH = 32;

/**
 * The installation's own secret for what it signs and gets back (fill-time tokens, confirmation links), made at first use. It lives in the
 * table, which is encrypted and readable by the same functions that need it, and costs nothing there.
 */
export const readSigningSecret = async (table: Table): Promise<Buffer> => {
  const read = async () => {
    const item = await table.get(signingSecretKey, { consistent: true });
    return item && Buffer.from(signingSecretEntity.fromItem(item).secret, 'base64url');
  };
  const known = await read();
  if (known) return known;
  const made = randomBytes(LENGTH);
  try {
    await table.put(signingSecretEntity.toItem({ secret: made.toString('base64url') }), isNew);
    return made;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    // Another function made it first; that one counts.
    return (await read()) ?? made;
  }
};
