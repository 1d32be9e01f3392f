import { environment } from '../../lib/environment.ts';
import { inboxRoutes } from '../../lib/inbox/inbox-contract.ts';
import {
  chooseNotices,
  countUnread,
  noticeChoices,
  presentNotice,
  readAllNotices,
  readNotice,
  showInbox,
} from '../../lib/inbox/read-inbox.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { inviteUser, updateUser } from '../../lib/users/manage-users.ts';
import { presentUser } from '../../lib/users/present-user.ts';
import { signInUser } from '../../lib/users/sign-in-user.ts';
import { userRoutes } from '../../lib/users/user-contract.ts';
import { openUserPool } from '../../lib/users/user-pool.ts';
import { listUsers } from '../../lib/users/user-repository.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const pool = openUserPool(environment.userPoolId());

const deskOf = (actor: Actor) => ({ table, actor, now: Date.now });

const routes = { ...userRoutes, ...inboxRoutes };

export const handler = apiHandler(routes, {
  getMe: async ({ actor }) => ({ body: presentUser(await signInUser(table, pool, actor)) }),
  listUsers: async () => ({ body: { items: (await listUsers(table)).map(presentUser), nextCursor: null } }),
  inviteUser: async ({ body }) => ({ body: presentUser(await inviteUser(table, pool, body)) }),
  updateUser: async ({ params, ifMatch, body }) => {
    const user = await updateUser(table, params.id, ifMatch, body);
    return { body: presentUser(user), version: user.version };
  },
  listNotices: async ({ actor, query }) => ({ body: await showInbox(deskOf(actor), query) }),
  countUnread: async ({ actor }) => ({ body: { unread: await countUnread(deskOf(actor)) } }),
  readNotice: async ({ actor, params }) => ({ body: presentNotice(await readNotice(deskOf(actor), params.id)) }),
  readAllNotices: async ({ actor }) => ({ body: { read: await readAllNotices(deskOf(actor)) } }),
  getNoticeChoices: async ({ actor }) => ({ body: await noticeChoices(deskOf(actor)) }),
  setNoticeChoices: async ({ actor, body }) => ({ body: await chooseNotices(deskOf(actor), body) }),
});
