import type * as z from 'zod';
import { partyTimeline, type TimelineEntry } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import { conflict } from '../errors.ts';
import { changeExtras } from '../fields/change-extras.ts';
import { normalizeEmail } from '../identity/email.ts';
import type { EmailIdentity } from '../identity/email-identity-entity.ts';
import { claimEmail, findEmailIdentity } from '../identity/email-identity-repository.ts';
import { newId } from '../ids.ts';
import { assignedWrites } from '../inbox/assigned-news.ts';
import { retryOnContention } from '../table/retry.ts';
import { nowOf } from '../use-case.ts';
import type { ActorRef } from '../users/actor.ts';
import { actorRef, requireOwner } from '../users/user-repository.ts';
import { enteredAt, leadName, newLead } from './lead.ts';
import type { leadRoutes } from './lead-contract.ts';
import { type LeadDesk, scoringOf } from './lead-desk.ts';
import type { Lead } from './lead-entity.ts';
import { insertLead } from './lead-repository.ts';

/** Errors: `lead-exists` or `contact-exists`, with the id, when an address is somebody's already. */
export const requireFreeEmail = (known: EmailIdentity | undefined): void => {
  if (known?.leadId) {
    throw conflict('lead-exists', 'An open lead has this e-mail address already.', { leadId: known.leadId });
  }
  if (known?.contactId) {
    throw conflict('contact-exists', 'A contact has this e-mail address already.', { contactId: known.contactId });
  }
};

/** A later lead of a known person has a partition of its own, so the person's timeline is told of it. */
export const enteredAgain = (lead: Lead, by: ActorRef | undefined): TimelineEntry => ({
  id: lead.id,
  kind: 'system',
  event: 'lead-entered',
  at: enteredAt(lead),
  by,
  subject: leadName(lead),
  on: { type: 'lead', id: lead.id },
  timeline: partyTimeline(lead.partyId),
});

/**
 * Enters a lead by hand; it belongs to whoever enters it, unless another owner or none is named. Errors: `lead-exists`, `contact-exists`,
 * `user-not-found`.
 */
export const createLead = async (desk: LeadDesk, body: z.output<typeof leadRoutes.createLead.body>): Promise<Lead> => {
  const { ownerId = desk.actor.id, email: typed, custom, tags, ...fields } = body;
  const extras = await changeExtras(desk.table, 'lead', {}, { custom, tags });
  if (ownerId !== desk.actor.id) await requireOwner(desk.table, ownerId);
  const email = typed && normalizeEmail(typed);
  return retryOnContention(async () => {
    const known = email ? await findEmailIdentity(desk.table, email) : undefined;
    requireFreeEmail(known);
    const lead = newLead(
      {
        id: newId(desk.now()),
        partyId: known?.partyId,
        fields: { ...fields, email },
        ...extras,
        source: 'rep',
        ownerId: ownerId ?? undefined,
        submissionCount: 0,
        createdBy: desk.actor.id,
        now: nowOf(desk),
      },
      await scoringOf(desk),
    );
    const { id: leadId, partyId } = lead;
    await desk.table.transact([
      insertLead(lead),
      ...(email ? [claimEmail(email, known, { partyId, leadId })] : []),
      ...(known ? [addTimelineEntry(enteredAgain(lead, await actorRef(desk.table, desk.actor)))] : []),
      ...(await assignedWrites(desk, lead, undefined)),
    ]);
    return lead;
  });
};
