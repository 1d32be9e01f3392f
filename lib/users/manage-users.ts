import type * as z from 'zod';
import { notFound } from '../errors.ts';
import { normalizeEmail } from '../identity/email.ts';
import type { Table } from '../table/table.ts';
import type { userRoutes } from './user-contract.ts';
import type { User } from './user-entity.ts';
import type { UserPool } from './user-pool.ts';
import { findUser, saveUser } from './user-repository.ts';

/** Invites somebody: the user pool makes them and mails a password, and the round robin knows them at once. Errors: `user-exists`. */
export const inviteUser = async (
  table: Table,
  pool: UserPool,
  { email: typed, name, role }: z.output<typeof userRoutes.inviteUser.body>,
): Promise<User> => {
  const email = normalizeEmail(typed);
  const { id } = await pool.invite({ email, name, role });
  const user: User = { id, name, email, role, active: true };
  await saveUser(table, user);
  return user;
};

/** Renames a user or takes them in or out of the round robin. Errors: `user-not-found`. */
export const updateUser = async (
  table: Table,
  id: string,
  changes: z.output<typeof userRoutes.updateUser.body>,
): Promise<User> => {
  const user = await findUser(table, id);
  if (!user) throw notFound('user');
  const changed = { ...user, ...changes };
  await saveUser(table, changed);
  return changed;
};
