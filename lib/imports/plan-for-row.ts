import type { Lead } from '../leads/lead-entity.ts';
import { isOpen } from '../leads/lead-status.ts';
import type { RowRules } from './import-job.ts';
import type { Known } from './match-rows.ts';
import { changesOf, mergeRow } from './merge-row.ts';
import type { PlanRow, Told } from './plan-row.ts';
import type { RowReason, RowState } from './row-state.ts';

type Verdict = Omit<PlanRow, 'row' | 'told'>;

const settled = (state: RowState, reason: RowReason, about: Pick<PlanRow, 'leadId' | 'contactId'> = {}): Verdict => ({
  state,
  reason,
  ...about,
});

/** What is done with a lead that the row is about. */
export const planForLead = (rules: RowRules, told: Told, known: Known, lead: Lead): Verdict => {
  const about = { leadId: lead.id };
  if (lead.conversion) return settled('contact', 'is-contact', { contactId: lead.conversion.contactId });
  if (!isOpen(lead.status)) return settled('conflict', 'lead-closed', about);
  if (rules.options.mode === 'create') return settled('unchanged', 'only-creates', about);
  const merged = mergeRow(lead, told, rules.policyOf, rules.options);
  if (changesOf(lead, merged).length === 0) return settled('unchanged', 'nothing-new', about);
  const identity = merged.email === lead.email ? undefined : known.identityOf(merged.email);
  return { state: 'update', ...about, before: lead, ...(identity?.leadId === undefined && { known: identity }) };
};

/** Where the row's id in the other system is somebody else's, nobody may have it twice. */
const forOtherHolder = (told: Told, known: Known, leadId: string | undefined): Verdict | undefined => {
  const holder = known.holderOfExternal(told);
  return holder === undefined || holder === leadId
    ? undefined
    : settled('conflict', 'other-lead-has-id', { leadId: holder });
};

/**
 * What a row does, in the light of what the table knows: the lead that the match key points to, else the one that has the row's address. Where both
 * point to different leads, or the key to several, a person has to say.
 */
export const planForRow = (rules: RowRules, told: Told, known: Known): Verdict => {
  const identity = known.identityOf(told.email);
  const byEmail = known.lead(identity?.leadId);
  const [byKey, ...others] = known.keyedLeads(told);
  if (others.length > 0) return settled('conflict', 'several-match');
  if (byKey) {
    if (identity?.contactId) return settled('contact', 'is-contact', { contactId: identity.contactId });
    if (byEmail && byEmail.id !== byKey.id) return settled('conflict', 'other-lead-has-email', { leadId: byEmail.id });
    return forOtherHolder(told, known, byKey.id) ?? planForLead(rules, told, known, byKey);
  }
  if (identity?.contactId) return settled('contact', 'is-contact', { contactId: identity.contactId });
  if (byEmail) return forOtherHolder(told, known, byEmail.id) ?? planForLead(rules, told, known, byEmail);
  if (rules.options.mode === 'update') return settled('unchanged', 'only-updates');
  return forOtherHolder(told, known, undefined) ?? { state: 'create', ...(identity && { known: identity }) };
};
