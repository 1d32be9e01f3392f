import type * as z from 'zod';
import { tracedChange } from '../enrichment/provenance.ts';
import { versionMismatch } from '../errors.ts';
import { changeExtras } from '../fields/change-extras.ts';
import { mailboxOf, normalizeEmail } from '../identity/email.ts';
import { claimEmail, findEmailIdentity, releaseEmail } from '../identity/email-identity-repository.ts';
import { assignedWrites } from '../inbox/assigned-news.ts';
import { keepFirst } from '../learned-scoring/first-features.ts';
import { addPastScore } from '../scoring/past-score-repository.ts';
import type { Write } from '../table/table.ts';
import { failedOn } from '../table/write-errors.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import { requireOwner } from '../users/user-repository.ts';
import { requireFreeEmail } from './create-lead.ts';
import { requireOpen } from './lead.ts';
import type { leadRoutes } from './lead-contract.ts';
import { type LeadDesk, scoringOf } from './lead-desk.ts';
import { addressesBeside } from './lead-emails.ts';
import type { Lead } from './lead-entity.ts';
import { getLead, LEAD_WRITE, replaceLead } from './lead-repository.ts';
import { scoreChange } from './score-change.ts';
import { scoreTimerWrites } from './score-timer.ts';

/** The writes by which an address changes hands together with the lead. Errors: `lead-exists`, `contact-exists`. */
const moveEmail = async ({ table }: Desk, lead: Lead, email: string | undefined): Promise<Write[]> => {
  if (email === lead.email) return [];
  const known = email ? await findEmailIdentity(table, email) : undefined;
  // An address of a lead that was merged into it is the lead's already, and so is another spelling of the same mailbox, which stays where it is.
  const isSpelling = lead.email !== undefined && email !== undefined && mailboxOf(lead.email) === mailboxOf(email);
  const releases = lead.email && !isSpelling ? [releaseEmail(lead.email, { leadId: lead.id })] : [];
  if (known?.leadId === lead.id) return releases;
  requireFreeEmail(known);
  return [
    ...releases,
    ...(email ? [claimEmail(email, known, { partyId: known?.partyId ?? lead.partyId, leadId: lead.id })] : []),
  ];
};

/** What a lead remembers of a hand that gave it to somebody else, or took it away. */
const handedOver = (
  desk: Desk,
  lead: Lead,
  body: z.output<typeof leadRoutes.updateLead.body>,
): Pick<Lead, 'assignment'> => {
  if (!('ownerId' in body) || body.ownerId === lead.ownerId) return {};
  return { assignment: { by: desk.actor.id, at: nowOf(desk) } };
};

/**
 * Changes fields or the owner of a lead as of the version that the caller read. Errors: `version-mismatch`, `lead-closed`, `lead-exists`,
 * `contact-exists`, `user-not-found`.
 */
export const updateLead = async (
  desk: LeadDesk,
  id: string,
  expectedVersion: number,
  body: z.output<typeof leadRoutes.updateLead.body>,
): Promise<Lead> => {
  const lead = await getLead(desk.table, id);
  if (lead.version !== expectedVersion) throw versionMismatch();
  requireOpen(lead);
  await requireOwner(desk.table, body.ownerId);
  const extras = await changeExtras(desk.table, 'lead', lead, body);
  const changes = { ...body, ...(body.email && { email: normalizeEmail(body.email) }), ...extras };
  const email = 'email' in changes ? changes.email : lead.email;
  const otherEmails = addressesBeside(email, lead.otherEmails);
  const scoring = await scoringOf(desk);
  const itsOwn = await desk.scorers.ofVersion(lead.rules);
  const edit = keepFirst(lead, edited(lead, { ...changes, otherEmails, ...handedOver(desk, lead, body) }, nowOf(desk)));
  const origin = { by: `rep:${desk.actor.id}`, at: desk.now() };
  const traced = { ...edit, provenance: tracedChange(lead, edit, () => origin) };
  const { lead: changed, past } = scoreChange(lead, traced, scoring, itsOwn);
  try {
    await desk.table.transact([
      replaceLead(changed),
      ...(await moveEmail(desk, lead, email)),
      ...(await assignedWrites(desk, changed, lead.ownerId)),
      ...(past ? [addPastScore(past)] : []),
      ...scoreTimerWrites(changed, scoring),
    ]);
  } catch (error) {
    if (failedOn(error, LEAD_WRITE)) throw versionMismatch();
    throw error;
  }
  return changed;
};
