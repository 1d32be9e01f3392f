import { readSettings } from '../settings/settings-repository.ts';
import type { Table } from '../table/table.ts';
import { ROUTING_SETTINGS } from './routing-settings.ts';

/** The ids of those who lead a team that somebody is in; none where nobody does. */
export const teamLeadsOf = async (table: Table, userId: string): Promise<string[]> => {
  const { teams } = (await readSettings(table, ROUTING_SETTINGS)).value;
  const leads = teams
    .filter(({ members }) => members.some((member) => member.userId === userId))
    .flatMap(({ leadId }) => leadId ?? []);
  return [...new Set(leads)];
};
