import { accountRoutes } from '../../lib/accounts/account-contract.ts';
import type { Account } from '../../lib/accounts/account-entity.ts';
import { getAccount, listAccounts } from '../../lib/accounts/account-repository.ts';
import { timelinesOfAccount } from '../../lib/accounts/account-timeline.ts';
import { createAccount } from '../../lib/accounts/create-account.ts';
import { presentAccount } from '../../lib/accounts/present-account.ts';
import { updateAccount } from '../../lib/accounts/update-account.ts';
import { logActivity } from '../../lib/activities/log-activity.ts';
import { presentEntry, presentTimeline } from '../../lib/activities/present-timeline.ts';
import { readTimelines } from '../../lib/activities/timeline-repository.ts';
import { environment } from '../../lib/environment.ts';
import { fromCursor, toCursor } from '../../lib/table/cursor.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const deskOf = (actor: Actor) => ({ table, actor, now: Date.now });
const accountAnswer = (account: Account) => ({ body: presentAccount(account), version: account.version });

export const handler = apiHandler(accountRoutes, {
  listAccounts: async ({ actor, query: { view, limit, cursor } }) => {
    const ownerId = view === 'mine' ? actor.id : undefined;
    const { items, next } = await listAccounts(table, { ownerId, limit, after: fromCursor(cursor) });
    return { body: { items: items.map(presentAccount), nextCursor: toCursor(next) } };
  },
  createAccount: async ({ actor, body }) => accountAnswer(await createAccount(deskOf(actor), body)),
  getAccount: async ({ params }) => accountAnswer(await getAccount(table, params.id)),
  updateAccount: async ({ actor, params, ifMatch, body }) =>
    accountAnswer(await updateAccount(deskOf(actor), params.id, ifMatch, body)),
  getAccountTimeline: async ({ params, query: { limit, cursor } }) => {
    await getAccount(table, params.id);
    const timelines = await timelinesOfAccount(table, params.id);
    const { items, next } = await readTimelines(table, timelines, { limit, after: fromCursor(cursor) });
    return { body: { items: await presentTimeline(table, items), nextCursor: toCursor(next) } };
  },
  logAccountActivity: async ({ actor, params, body }) => ({
    body: presentEntry(await logActivity(deskOf(actor), { type: 'account', id: params.id }, body)),
  }),
});
