import type { Table } from '../table/table.ts';
import type { Actor } from './actor.ts';
import type { User } from './user-entity.ts';
import type { UserPool } from './user-pool.ts';
import { findUser, saveUser } from './user-repository.ts';

/** The caller's user record: made at the first sign-in, and following the role that the user pool says. */
export const signInUser = async (table: Table, pool: UserPool, actor: Actor): Promise<User> => {
  const known = await findUser(table, actor.id);
  if (known?.role === actor.role) return known;
  if (known) {
    const changed = { ...known, role: actor.role };
    await saveUser(table, changed);
    return changed;
  }
  const { name, email } = await pool.find(actor.username);
  const user: User = { id: actor.id, name: name ?? email ?? actor.username, email, role: actor.role, active: true };
  await saveUser(table, user);
  return user;
};
