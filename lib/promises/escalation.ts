import type { User } from '../users/user-entity.ts';

/**
 * Who is told that somebody did not answer in time: those who lead them, or, when nobody does who still works here, every administrator. Never the owner, who is told anyway.
 */
export const escalationTargets = (users: readonly User[], leaders: readonly string[], ownerId: string): User[] => {
  const others = users.filter(({ active, id }) => active && id !== ownerId);
  const leading = others.filter(({ id }) => leaders.includes(id));
  return leading.length > 0 ? leading : others.filter(({ role }) => role === 'admin');
};
