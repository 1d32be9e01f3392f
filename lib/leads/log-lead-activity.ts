import type * as z from 'zod';
import { newActivity, touchOf } from '../activities/activity.ts';
import type { logActivityBody } from '../activities/activity-contract.ts';
import { partyTimeline, type TimelineEntry } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import { retryOnContention } from '../table/retry.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import { requireOpen, touched } from './lead.ts';
import { getLead, replaceLead } from './lead-repository.ts';

/**
 * Logs an activity on a lead. A touch also sets the last touch and moves a new lead to working, in the same transaction. Errors: `lead-not-found`,
 * `lead-closed`, `activity-in-future`.
 */
export const logLeadActivity = async (
  desk: Desk,
  id: string,
  body: z.output<typeof logActivityBody>,
): Promise<TimelineEntry> => {
  const by = await actorRef(desk.table, desk.actor);
  return retryOnContention(async () => {
    const lead = await getLead(desk.table, id);
    requireOpen(lead);
    const entry = newActivity(body, {
      by,
      on: { type: 'lead', id },
      timeline: partyTimeline(lead.partyId),
      now: desk.now(),
    });
    const touch = touchOf(entry);
    // A note changes nothing of the lead and is a change of it all the same: whoever means to take the lead away must see that somebody works on it.
    const worked = edited(touch ? touched(lead, touch) : lead, {}, nowOf(desk));
    await desk.table.transact([addTimelineEntry(entry), replaceLead(worked)]);
    return entry;
  });
};
