import type { FieldDefinition } from '../fields/field-contract.ts';
import { type LeadDesk, scoringOf } from '../leads/lead-desk.ts';
import { findLeads, replaceLead } from '../leads/lead-repository.ts';
import { isOpen } from '../leads/lead-status.ts';
import { scoreChange } from '../leads/score-change.ts';
import { keepFirst } from '../learned-scoring/first-features.ts';
import { addPastScore } from '../scoring/past-score-repository.ts';
import { retryOnContention, WORKER_ATTEMPTS } from '../table/retry.ts';
import { edited } from '../use-case.ts';
import { enrichEmail } from './enrich-email.ts';
import type { Provider } from './enrichment-contract.ts';
import type { EnrichmentEvent } from './enrichment-events.ts';
import { type LookUpDesk, lookUpDomain } from './look-up.ts';
import { type Finding, takeValues } from './take-values.ts';

/** What enriches leads. */
export interface EnrichmentDesk extends LookUpDesk, Pick<LeadDesk, 'scorers'> {
  readonly providers: () => Promise<readonly Provider[]>;
  readonly customFields: () => Promise<readonly FieldDefinition[]>;
}

/**
 * Looks the company of an open lead up and fills what nobody said. The same twice changes nothing more. Errors: where asking a provider again may help; what
 * the others said is taken by then.
 */
export const enrichLead = async (desk: EnrichmentDesk, { leadId, askedAt }: EnrichmentEvent): Promise<void> => {
  const { table } = desk;
  const [found] = await findLeads(table, [leadId]);
  const domain = enrichEmail(found?.email).companyDomain;
  if (!found || !isOpen(found.status) || domain === undefined) return;
  const providers = await desk.providers();
  const { lookUps, trouble } = await lookUpDomain(desk, providers, { domain, askedAt }, await desk.customFields());
  const findings = lookUps.map(({ provider, at, values }): Finding => {
    const { confidence = 0 } = providers.find(({ id }) => id === provider) ?? {};
    return { provider, at, values, confidence };
  });
  await retryOnContention(async () => {
    const [lead] = await findLeads(table, [leadId]);
    if (!lead || !isOpen(lead.status)) return;
    const filled = takeValues(lead, findings);
    if (filled === lead) return;
    const now = new Date(desk.now()).toISOString();
    const itsOwn = await desk.scorers.ofVersion(lead.rules);
    const { lead: scored, past } = scoreChange(
      lead,
      keepFirst(lead, edited(filled, {}, now)),
      await scoringOf(desk),
      itsOwn,
    );
    await table.transact([replaceLead(scored), ...(past ? [addPastScore(past)] : [])]);
  }, WORKER_ATTEMPTS);
  if (trouble !== undefined) throw trouble;
};
