import type * as z from 'zod';
import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { hasTimelineEntry } from '../activities/timeline-repository.ts';
import { notFound, versionMismatch } from '../errors.ts';
import { partiesOfLead, passGate, requireOpen } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { getLead, replaceLead } from '../leads/lead-repository.ts';
import { retryOnContention } from '../table/retry.ts';
import type { Table } from '../table/table.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import { QUESTION_LIST, type Qualification } from './qualification.ts';
import type { qualificationBody } from './qualification-contract.ts';

/** Whether an activity is on one of the timelines that are the lead's. */
const isOnTimelines = async (table: Table, lead: Lead, activityId: string): Promise<boolean> => {
  const timelines = partiesOfLead(lead).map(partyTimeline);
  const found = await Promise.all(timelines.map((timeline) => hasTimelineEntry(table, timeline, activityId)));
  return found.includes(true);
};

/**
 * Answers questions of the checklist, each with who, when and the touch it came from; the lead is qualified once the gate passes. `expectedVersion`
 * is the version that the caller read, if they said so. Errors: `version-mismatch`, `lead-closed`, `activity-not-found`.
 */
export const qualifyLead = async (
  desk: Desk,
  id: string,
  expectedVersion: number | undefined,
  body: z.output<typeof qualificationBody>,
): Promise<Lead> => {
  const by = await actorRef(desk.table, desk.actor);
  return retryOnContention(async () => {
    const lead = await getLead(desk.table, id);
    if (expectedVersion !== undefined && lead.version !== expectedVersion) throw versionMismatch();
    requireOpen(lead);
    const at = nowOf(desk);
    const qualification: Qualification = { ...lead.qualification };
    for (const question of QUESTION_LIST) {
      const given = body[question];
      if (!given) continue;
      if (given.activityId && !(await isOnTimelines(desk.table, lead, given.activityId))) throw notFound('activity');
      qualification[question] = { ...given, by, at };
    }
    const qualified = passGate(edited(lead, { qualification }, at));
    await desk.table.transact([replaceLead(qualified)]);
    return qualified;
  });
};
