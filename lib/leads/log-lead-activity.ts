import type * as z from 'zod';
import { newActivity, touchOf } from '../activities/activity.ts';
import type { logActivityBody } from '../activities/activity-contract.ts';
import { partyTimeline, type TimelineEntry } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import { addPastScore } from '../scoring/past-score-repository.ts';
import { retryOnContention } from '../table/retry.ts';
import { edited, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import { requireOpen, signalled, touched } from './lead.ts';
import { type LeadDesk, scoringOf } from './lead-desk.ts';
import type { Lead } from './lead-entity.ts';
import { getLead, replaceLead } from './lead-repository.ts';
import { scoreChange } from './score-change.ts';
import { scoreTimerWrites } from './score-timer.ts';

/** The lead after what was logged: a call or e-mail that came from the person is a signal too. */
const workedBy = (lead: Lead, entry: TimelineEntry): Lead => {
  const touch = touchOf(entry);
  if (!touch) return lead;
  const worked = touched(lead, touch);
  return entry.direction === 'inbound' ? signalled(worked, { at: Date.parse(entry.at), reply: true }) : worked;
};

/**
 * Logs an activity on a lead. A touch also sets the last touch and moves a new lead to working, in the same transaction, and one that came from the person counts for the score. Errors: `lead-not-found`,
 * `lead-closed`, `activity-in-future`.
 */
export const logLeadActivity = async (
  desk: LeadDesk,
  id: string,
  body: z.output<typeof logActivityBody>,
): Promise<TimelineEntry> => {
  const by = await actorRef(desk.table, desk.actor);
  const scoring = await scoringOf(desk);
  return retryOnContention(async () => {
    const lead = await getLead(desk.table, id);
    requireOpen(lead);
    const entry = newActivity(body, {
      by,
      on: { type: 'lead', id },
      timeline: partyTimeline(lead.partyId),
      now: desk.now(),
    });
    // A note changes nothing of the lead and is a change of it all the same: whoever means to take the lead away must see that somebody works on it.
    const itsOwn = await desk.scorers.ofVersion(lead.rules);
    const { lead: worked, past } = scoreChange(lead, edited(workedBy(lead, entry), {}, nowOf(desk)), scoring, itsOwn);
    await desk.table.transact([
      addTimelineEntry(entry),
      replaceLead(worked),
      ...(past ? [addPastScore(past)] : []),
      ...scoreTimerWrites(worked, scoring),
    ]);
    return entry;
  });
};
