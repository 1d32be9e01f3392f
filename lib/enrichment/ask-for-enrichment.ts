import { conflict } from '../errors.ts';
import { requireOpen } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { getLead } from '../leads/lead-repository.ts';
import type { Table } from '../table/table.ts';
import { enrichEmail } from './enrich-email.ts';
import type { Provider } from './enrichment-contract.ts';
import type { EnrichmentEvents } from './enrichment-events.ts';

/** What asks for look-ups. */
export interface AskDesk {
  readonly table: Table;
  readonly providers: () => Promise<readonly Provider[]>;
  readonly events: EnrichmentEvents;
}

const isOn = (providers: readonly Provider[]): boolean => providers.some(({ enabled }) => enabled);

/**
 * Has the company of a new lead looked up, where a provider is switched on and the address is one of a company. It never fails, because a lead is worth more than
 * what can be asked for again: `onLost` hears of what got lost.
 */
export const enrichNewLead = async (
  { providers, events }: Omit<AskDesk, 'table'>,
  { id, email }: Pick<Lead, 'id' | 'email'>,
  onLost: (leadId: string, error: unknown) => void,
): Promise<void> => {
  if (enrichEmail(email).companyDomain === undefined) return;
  try {
    if (isOn(await providers())) await events.send({ leadId: id });
  } catch (error) {
    // The lead is there, and its page offers to look it up again.
    onLost(id, error);
  }
};

/** Has the company of a lead looked up anew. `now` in milliseconds. Errors: `lead-not-found`, `lead-closed`, `no-company-domain`, `enrichment-off`. */
export const lookUpAgain = async ({ table, providers, events }: AskDesk, id: string, now: number): Promise<void> => {
  const lead = await getLead(table, id);
  requireOpen(lead);
  if (enrichEmail(lead.email).companyDomain === undefined) {
    throw conflict('no-company-domain', 'The lead has no e-mail address of a company by which it could be looked up.');
  }
  if (!isOn(await providers())) throw conflict('enrichment-off', 'No provider is switched on.');
  await events.send({ leadId: id, askedAt: now });
};
