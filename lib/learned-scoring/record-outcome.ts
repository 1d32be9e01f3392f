import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { readSettings } from '../settings/settings-repository.ts';
import { findSubmission } from '../submissions/submission-repository.ts';
import type { Table, Write } from '../table/table.ts';
import { firstFeatures } from './first-features.ts';
import type { LeadEnd, LeadOutcome } from './lead-outcome-entity.ts';
import { findLeadOutcome, keepLeadOutcome } from './lead-outcome-repository.ts';
import type { Features } from './outcome-counts.ts';

/** What was known of a lead when it came in: read from the lead, its first submission and the custom fields of today. */
export const featuresOf = async (table: Table, lead: Lead): Promise<Features> => {
  const [submission, definitions] = await Promise.all([
    lead.submissionId === undefined ? undefined : findSubmission(table, lead.submissionId),
    readSettings(table, FIELD_SETTINGS),
  ]);
  return firstFeatures(lead, submission?.attribution, definitions.value);
};

/**
 * The write by which it is remembered how a lead ended, or that it is open again; for the transaction that closes or reopens it, so that one is never without the
 * other. What was learned of it before is taken back by itself. Read anew when the transaction has to be tried again.
 */
export const recordOutcome = async (table: Table, lead: Lead, outcome: LeadEnd): Promise<Write> => {
  const known = await findLeadOutcome(table, lead.id);
  const record: LeadOutcome = known
    ? { ...known, outcome, version: known.version + 1 }
    : { leadId: lead.id, features: await featuresOf(table, lead), outcome, version: 1 };
  return keepLeadOutcome(record);
};
