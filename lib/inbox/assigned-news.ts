import type { Lead } from '../leads/lead-entity.ts';
import type { Write } from '../table/table.ts';
import type { Desk } from '../use-case.ts';
import { findUser } from '../users/user-repository.ts';
import { type News, noticeWrites } from './notify.ts';

/** That a lead has become somebody's, as of this state of the lead. */
export const assignedNews = (lead: Lead): News => ({
  kind: 'lead-assigned',
  lead,
  moment: Date.parse(lead.updatedAt),
});

/** The writes that tell somebody that the caller gave them a lead; none when it is the caller's own, or was theirs before. */
export const assignedWrites = async (
  { table, actor, now }: Desk,
  lead: Lead,
  formerOwner: string | undefined,
): Promise<Write[]> => {
  const { ownerId } = lead;
  if (ownerId === undefined || ownerId === actor.id || ownerId === formerOwner) return [];
  return noticeWrites(await findUser(table, ownerId), assignedNews(lead), now());
};
