import type * as z from 'zod';
import { notFound, versionMismatch } from '../errors.ts';
import { normalizeEmail } from '../identity/email.ts';
import { retryOnContention } from '../table/retry.ts';
import type { Table } from '../table/table.ts';
import type { userRoutes } from './user-contract.ts';
import type { User } from './user-entity.ts';
import type { UserPool } from './user-pool.ts';
import { addUser, findUser, replaceUser } from './user-repository.ts';

/** Invites somebody: the user pool makes them and mails a password, and the round robin knows them at once. Errors: `user-exists`. */
export const inviteUser = async (
  table: Table,
  pool: UserPool,
  { email: typed, name, role }: z.output<typeof userRoutes.inviteUser.body>,
): Promise<User> => {
  const email = normalizeEmail(typed);
  const { id } = await pool.invite({ email, name, role });
  const user: User = { id, name, email, role, active: true, version: 1 };
  await addUser(table, user);
  return user;
};

/** Renames a user or takes them in or out of the round robin. Errors: `user-not-found`, `version-mismatch` when the caller named a version. */
export const updateUser = async (
  table: Table,
  id: string,
  expectedVersion: number | undefined,
  changes: z.output<typeof userRoutes.updateUser.body>,
): Promise<User> =>
  retryOnContention(async () => {
    const user = await findUser(table, id);
    if (!user) throw notFound('user');
    if (expectedVersion !== undefined && user.version !== expectedVersion) throw versionMismatch();
    const changed = { ...user, ...changes, version: user.version + 1 };
    await replaceUser(table, changed);
    return changed;
  });
