import { retryOnContention } from '../table/retry.ts';
import type { Table } from '../table/table.ts';
import type { Actor } from './actor.ts';
import type { User } from './user-entity.ts';
import type { UserPool } from './user-pool.ts';
import { addUser, findUser, replaceUser } from './user-repository.ts';

/** The caller's user record: made at the first sign-in, and following the role that the user pool says. */
export const signInUser = (table: Table, pool: UserPool, actor: Actor): Promise<User> =>
  retryOnContention(async () => {
    const { id, role, username } = actor;
    const known = await findUser(table, id);
    if (known?.role === role) return known;
    if (known) {
      const changed = { ...known, role, version: known.version + 1 };
      await replaceUser(table, changed);
      return changed;
    }
    const { name, email } = await pool.find(username);
    const user: User = { id, name: name ?? email ?? username, email, role, active: true, version: 1 };
    await addUser(table, user);
    return user;
  });
