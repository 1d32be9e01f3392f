import { describe, expect, it } from 'vitest';
import { inviteUser, updateUser } from '../../../lib/users/manage-users.ts';
import { ROLES, roleOf } from '../../../lib/users/role.ts';
import { signInUser } from '../../../lib/users/sign-in-user.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import type { UserPool } from '../../../lib/users/user-pool.ts';
import { actorRef, findUser, listUsers } from '../../../lib/users/user-repository.ts';
import { anActor, aUser } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const aPool = (changes: Partial<UserPool> = {}): UserPool => ({
  find: async () => ({ id: 'user-ada', name: 'Ada Reyes', email: 'ada@sluice.example' }),
  invite: async ({ name, email }) => ({ id: 'user-new', name, email }),
  ...changes,
});

describe('the role of somebody', () => {
  it('is the most powerful one among their groups', () => {
    expect(roleOf(['rep', 'admin'])).toBe('admin');
    expect(roleOf(['marketing', 'manager', 'choir'])).toBe('manager');
    for (const role of ROLES) expect(roleOf([role])).toBe(role);
  });

  it('is none when none of their groups is a role', () => {
    expect(roleOf([])).toBeUndefined();
    expect(roleOf(['', 'choir', 'Admin'])).toBeUndefined();
  });
});

describe('signing in', () => {
  it('makes the user record at the first time', async () => {
    const table = memoryTable();
    const user = await signInUser(table, aPool(), anActor());
    expect(user).toEqual({
      id: 'user-ada',
      name: 'Ada Reyes',
      email: 'ada@sluice.example',
      role: 'rep',
      active: true,
      version: 1,
    });
    expect(await findUser(table, 'user-ada')).toEqual(user);
  });

  it('asks the user pool no second time, and writes nothing', async () => {
    const table = memoryTable(userEntity.toItem(aUser({ name: 'Ada R.', active: false })));
    const pool = aPool({ find: () => Promise.reject(new Error('asked')) });
    const readOnly = { ...table, put: () => Promise.reject(new Error('written')) };
    expect(await signInUser(readOnly, pool, anActor())).toEqual(aUser({ name: 'Ada R.', active: false }));
  });

  it('follows the role that the user pool says', async () => {
    const table = memoryTable(userEntity.toItem(aUser({ active: false })));
    expect(await signInUser(table, aPool(), anActor({ role: 'manager' }))).toMatchObject({
      role: 'manager',
      active: false,
    });
    expect((await findUser(table, 'user-ada'))?.role).toBe('manager');
  });

  it('names somebody whom the pool cannot name by their address, else by their username', async () => {
    const unnamed = (email: string | undefined) =>
      aPool({ find: async () => ({ id: 'user-ada', name: undefined, email }) });
    expect((await signInUser(memoryTable(), unnamed('a@b.example'), anActor())).name).toBe('a@b.example');
    expect((await signInUser(memoryTable(), unnamed(undefined), anActor())).name).toBe('ada');
  });
});

describe('managing users', () => {
  it('invites somebody, who takes part at once', async () => {
    const table = memoryTable();
    const user = await inviteUser(table, aPool(), { email: 'New@Sluice.example', name: 'New', role: 'rep' });
    expect(user).toEqual({
      id: 'user-new',
      name: 'New',
      email: 'new@sluice.example',
      role: 'rep',
      active: true,
      version: 1,
    });
    expect(await listUsers(table)).toEqual([user]);
  });

  it('changes what is named and nothing else', async () => {
    const table = memoryTable(userEntity.toItem(aUser()));
    expect(await updateUser(table, 'user-ada', 1, { active: false })).toEqual(aUser({ active: false, version: 2 }));
    await expect(updateUser(table, 'nobody', undefined, { active: false })).rejects.toMatchObject({
      code: 'user-not-found',
    });
  });

  it('changes nobody whom somebody else changed meanwhile', async () => {
    const table = memoryTable(userEntity.toItem(aUser({ version: 3 })));
    await expect(updateUser(table, 'user-ada', 2, { active: false })).rejects.toMatchObject({
      code: 'version-mismatch',
    });
    expect(await listUsers(table)).toEqual([aUser({ version: 3 })]);
  });

  it('lists them by name', async () => {
    const users = ['Zoe', 'ada', 'Émile', 'Ben'].map((name) => aUser({ id: `user-${name}`, name }));
    const names = (await listUsers(memoryTable(...users.map(userEntity.toItem)))).map(({ name }) => name);
    expect(names).toEqual(['ada', 'Ben', 'Émile', 'Zoe']);
  });

  it('names a caller by their record, or by their username before they have one', async () => {
    expect(await actorRef(memoryTable(userEntity.toItem(aUser())), anActor())).toEqual({
      id: 'user-ada',
      name: 'Ada Reyes',
    });
    expect(await actorRef(memoryTable(), anActor())).toEqual({ id: 'user-ada', name: 'ada' });
  });
});
