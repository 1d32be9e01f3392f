import { environment } from '../../lib/environment.ts';
import { openTable } from '../../lib/table/table.ts';
import { inviteUser, updateUser } from '../../lib/users/manage-users.ts';
import { presentUser } from '../../lib/users/present-user.ts';
import { signInUser } from '../../lib/users/sign-in-user.ts';
import { userRoutes } from '../../lib/users/user-contract.ts';
import { openUserPool } from '../../lib/users/user-pool.ts';
import { listUsers } from '../../lib/users/user-repository.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const pool = openUserPool(environment.userPoolId());

export const handler = apiHandler(userRoutes, {
  getMe: async ({ actor }) => ({ body: presentUser(await signInUser(table, pool, actor)) }),
  listUsers: async () => ({ body: { items: (await listUsers(table)).map(presentUser), nextCursor: null } }),
  inviteUser: async ({ body }) => ({ body: presentUser(await inviteUser(table, pool, body)) }),
  updateUser: async ({ params, ifMatch, body }) => {
    const user = await updateUser(table, params.id, ifMatch, body);
    return { body: presentUser(user), version: user.version };
  },
});
