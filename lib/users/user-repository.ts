import { notFound } from '../errors.ts';
import { hasVersion, isNew, type Table } from '../table/table.ts';
import type { Actor, ActorRef } from './actor.ts';
import { USERS_PARTITION, type User, userEntity, userKey } from './user-entity.ts';

/** More people than this do not share one installation; the query ends there. */
const MOST_USERS = 1000;

/** One user, or `undefined`. */
export const findUser = async (table: Table, id: string): Promise<User | undefined> => {
  const item = await table.get(userKey(id));
  return item && userEntity.fromItem(item);
};

/** All users, by name. */
export const listUsers = async (table: Table): Promise<User[]> => {
  const { items } = await table.query({ partition: USERS_PARTITION, limit: MOST_USERS });
  return items
    .map((item) => userEntity.fromItem(item))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
};

/** Stores a user who is new. Errors: `ConditionFailed`. */
export const addUser = (table: Table, user: User): Promise<void> => table.put(userEntity.toItem(user), isNew);

/** Replaces a user as it was when `user.version` was one lower. Errors: `ConditionFailed`. */
export const replaceUser = (table: Table, user: User): Promise<void> =>
  table.put(userEntity.toItem(user), {
    ...hasVersion(user.version - 1),
    text: `attribute_not_exists(#version) OR ${hasVersion(user.version - 1).text}`,
  });

/** The caller as records name them: by their user record, or by their username before they have one. */
export const actorRef = async (table: Table, actor: Actor): Promise<ActorRef> => ({
  id: actor.id,
  name: (await findUser(table, actor.id))?.name ?? actor.username,
});

/** Errors: `user-not-found` when an owner to be set is nobody. */
export const requireOwner = async (table: Table, ownerId: string | null | undefined): Promise<void> => {
  if (ownerId && !(await findUser(table, ownerId))) throw notFound('user');
};
