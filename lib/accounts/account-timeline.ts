import { accountTimeline, opportunityTimeline, partyTimeline } from '../activities/timeline-entry-entity.ts';
import { partiesOfContact } from '../contacts/contact.ts';
import { listContacts } from '../contacts/contact-repository.ts';
import { listOpportunities } from '../opportunities/opportunity-repository.ts';
import type { Table } from '../table/table.ts';

/** The most people and the most opportunities whose timelines are read with their account's, the newest opportunities first. */
const MOST = 50;

/** The timelines that make up an account's: its own, its people's from the first scrap on, and its opportunities'. */
export const timelinesOfAccount = async (table: Table, accountId: string): Promise<string[]> => {
  const first = { accountId, limit: MOST, after: undefined };
  const [contacts, opportunities] = await Promise.all([
    listContacts(table, first),
    listOpportunities(table, { of: 'account', accountId }, first),
  ]);
  return [
    accountTimeline(accountId),
    ...new Set(contacts.items.flatMap(partiesOfContact).map(partyTimeline)),
    ...opportunities.items.map((opportunity) => opportunityTimeline(opportunity.id)),
  ];
};
