import type * as z from 'zod';
import { partyTimeline, type TimelineEntry } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import { conflict } from '../errors.ts';
import { mailboxOf } from '../identity/email.ts';
import { claimEmail, findEmailIdentities, releaseEmail } from '../identity/email-identity-repository.ts';
import { newId } from '../ids.ts';
import { recordOutcome } from '../learned-scoring/record-outcome.ts';
import { retryOnContention } from '../table/retry.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import type { ActorRef } from '../users/actor.ts';
import { actorRef } from '../users/user-repository.ts';
import { requireFreeEmail } from './create-lead.ts';
import { partyOfAddress, passGate, requireOpen } from './lead.ts';
import type { leadRoutes } from './lead-contract.ts';
import { addressesBeside, emailsOfLead } from './lead-emails.ts';
import type { Lead } from './lead-entity.ts';
import { getLead, replaceLead } from './lead-repository.ts';

const entryOf = (desk: Desk, lead: Lead, event: string, by: ActorRef, said: Partial<TimelineEntry>): TimelineEntry => ({
  ...said,
  id: newId(desk.now()),
  kind: 'system',
  event,
  at: nowOf(desk),
  by,
  on: { type: 'lead', id: lead.id },
  timeline: partyTimeline(lead.partyId),
});

/**
 * Gives an open lead up, with the reason. Its addresses are free for a new lead of the same person, who may come back one day; what became of it is learned from.
 * Errors: `lead-not-found`, `lead-closed`.
 */
export const disqualifyLead = async (
  desk: Desk,
  id: string,
  { reason, note }: z.output<typeof leadRoutes.disqualifyLead.body>,
): Promise<Lead> => {
  const by = await actorRef(desk.table, desk.actor);
  return retryOnContention(async () => {
    const lead = await getLead(desk.table, id);
    requireOpen(lead);
    const at = nowOf(desk);
    const closed = edited(lead, { status: 'disqualified', disqualification: { reason, note, by, at } }, at);
    await desk.table.transact([
      replaceLead(closed),
      ...emailsOfLead(lead).map((email) => releaseEmail(email, { leadId: id })),
      addTimelineEntry(entryOf(desk, lead, 'lead-disqualified', by, { subject: reason, text: note })),
      await recordOutcome(desk.table, lead, 'lost'),
    ]);
    return closed;
  });
};

/**
 * Opens a disqualified lead again: somebody works on it. Errors: `lead-not-found`, `lead-not-disqualified`; `lead-exists` or `contact-exists` when its address is
 * somebody else's by now.
 */
export const reopenLead = async (desk: Desk, id: string): Promise<Lead> => {
  const by = await actorRef(desk.table, desk.actor);
  return retryOnContention(async () => {
    const lead = await getLead(desk.table, id);
    if (lead.status !== 'disqualified') {
      throw conflict(
        'lead-not-disqualified',
        `The lead is ${lead.status}; only one that was disqualified is reopened.`,
      );
    }
    const identities = await findEmailIdentities(desk.table, emailsOfLead(lead));
    const knownOf = (email: string) => identities.find(({ mailbox }) => mailbox === mailboxOf(email));
    if (lead.email) requireFreeEmail(knownOf(lead.email));
    // An address that came with a merge, and is somebody else's by now, is theirs.
    const others = lead.otherEmails?.filter((email) => !knownOf(email)?.leadId && !knownOf(email)?.contactId);
    const otherEmails = addressesBeside(lead.email, others);
    const again = { status: 'working', disqualification: undefined, otherEmails } as const;
    const opened = passGate(edited(lead, again, nowOf(desk)));
    await desk.table.transact([
      replaceLead(opened),
      ...emailsOfLead(opened).map((email) => {
        const known = knownOf(email);
        return claimEmail(email, known, { partyId: partyOfAddress(lead, known), leadId: id });
      }),
      addTimelineEntry(entryOf(desk, lead, 'lead-reopened', by, {})),
      await recordOutcome(desk.table, lead, 'open'),
    ]);
    return opened;
  });
};
